package dev.rollback.aws.lambda;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import dev.rollback.testkit.account.AwsErrors;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.LambdaException;

class LambdaAliasCurrentTest {

    private final LambdaWorld world = new LambdaWorld();

    @Test
    void the_target_is_named_by_region_account_function_and_alias() {
        assertThat(world.target.id()).hasToString("lambda-alias:eu-west-1/123456789012/search-indexer:live");
        assertThat(world.target.name()).isEqualTo("search-indexer:live");
    }

    @Test
    void current_is_where_the_alias_points() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));

        Version current = world.current();

        assertThat(current.id()).isEqualTo("7");
        assertThat(current.facts()).containsEntry("version", "7").containsEntry("revision", world.live.revisionId());
        assertThat(current.digests()).containsOnlyKeys("digest.code");
    }

    @Test
    void equal_code_and_configuration_are_equal_content_whatever_the_number() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));
        world.lambda.function("search-indexer").sameCode("8", "6");

        assertThat(world.version("8").sameContent(world.version("6"))).isTrue();
        assertThat(world.version("7").sameContent(world.version("6"))).isFalse();
    }

    @Test
    void a_canary_equals_neither_of_its_ends() {
        world.live.ran("6", ofDays(20)).weights("7", 0.1);

        Version current = world.current();

        assertThat(current.id()).isEqualTo("6+7@0.1");
        assertThat(current.sameContent(world.version("6"))).isFalse();
        assertThat(current.sameContent(world.version("7"))).isFalse();
        assertThat(current.facts()).containsEntry("weights", "90 % to 6, 10 % to 7");
    }

    @Test
    void current_shows_provisioned_concurrency() {
        world.live.ran("6", ofDays(20)).provisionedConcurrency(5);

        assertThat(world.current().facts()).containsEntry("provisioned concurrency", "READY 5 of 5");
    }

    @Test
    void current_does_without_provisioned_concurrency_where_it_cannot_be_seen() {
        world.live.ran("6", ofDays(20));
        world.between.alwaysFails("GetProvisionedConcurrencyConfig", noSuchOperation());

        assertThat(world.current().facts()).doesNotContainKey("provisioned concurrency");
    }

    @Test
    void without_permission_to_read_versions_the_number_stands_for_the_content() {
        world.live.ran("6", ofDays(20));
        world.between.alwaysFails("GetFunctionConfiguration", denied("lambda:GetFunctionConfiguration"));

        assertThat(world.current().content()).isEqualTo("version:6");
    }

    @Test
    void a_missing_alias_is_named_with_the_remedy() {
        world.lambda.function("search-indexer").published("6");

        assertThatThrownBy(world::current)
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("lambda:GetAlias on alias live of function search-indexer in eu-west-1 failed")
                .hasMessageContaining("ResourceNotFoundException")
                .hasMessageContaining("Expected it to exist. Check the name, the account and the region.")
                .extracting(e -> ((TargetException) e).kind())
                .isEqualTo(TargetException.Kind.MISSING);
    }

    @Test
    void a_version_is_found_by_its_number() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));

        assertThat(world.version("6").id()).isEqualTo("6");
        assertThat(world.version("6+7@0.5").id()).isEqualTo("6+7@0.5");
    }

    @Test
    void a_version_that_does_not_exist_is_not_found() {
        world.live.ran("6", ofDays(20));

        assertThat(world.target.version("99", world.look())).isEqualTo(Optional.empty());
        assertThat(world.target.version("not-a-number", world.look())).isEqualTo(Optional.empty());
    }

    @Test
    void a_look_at_current_writes_nothing() {
        world.live.ran("6", ofDays(20));

        world.current();

        assertThat(world.between.calls()).allMatch(call -> call.startsWith("Get"));
    }

    static RuntimeException denied(String action) {
        return AwsErrors.error(
                LambdaException.builder(),
                403,
                "AccessDeniedException",
                "not authorized to perform: " + action,
                "Lambda");
    }

    /** What moto answers to operations that it does not know. */
    static RuntimeException noSuchOperation() {
        return AwsErrors.error(LambdaException.builder(), 404, "", "Not found", "Lambda");
    }
}
