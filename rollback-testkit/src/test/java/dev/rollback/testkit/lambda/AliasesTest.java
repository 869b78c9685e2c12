package dev.rollback.testkit.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testkit.cloudtrail.TrailEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class AliasesTest {
    private final LambdaFixture fixture = new LambdaFixture().withVersions(3).withAlias("2");
    private final FakeLambda lambda = fixture.lambda;

    @Test
    void an_alias_without_weights_has_no_routing_configuration() {
        GetAliasResponse alias = fixture.alias();

        assertThat(alias.functionVersion()).isEqualTo("2");
        assertThat(alias.aliasArn()).isEqualTo(LambdaFixture.ARN + ":live");
        assertThat(alias.routingConfig()).isNull();
    }

    @Test
    void the_revision_id_changes_with_every_update() {
        String first = fixture.alias().revisionId();

        fixture.point("3");
        String second = fixture.alias().revisionId();
        fixture.point("3");

        assertThat(second).isNotEqualTo(first);
        assertThat(fixture.alias().revisionId()).isNotIn(first, second);
    }

    @Test
    void an_update_with_the_current_revision_id_is_taken() {
        String revision = fixture.alias().revisionId();

        String answered = lambda.updateAlias(r -> r.functionName("indexer")
                        .name("live")
                        .functionVersion("1")
                        .revisionId(revision))
                .revisionId();

        assertThat(fixture.alias().functionVersion()).isEqualTo("1");
        assertThat(fixture.alias().revisionId()).isEqualTo(answered);
    }

    @Test
    void an_update_with_a_stale_revision_id_is_refused_and_changes_nothing() {
        String stale = fixture.alias().revisionId();
        fixture.point("3");

        assertThatThrownBy(() -> lambda.updateAlias(r -> r.functionName("indexer")
                        .name("live")
                        .functionVersion("1")
                        .revisionId(stale)))
                .isInstanceOfSatisfying(PreconditionFailedException.class, refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(412);
                    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("PreconditionFailedException");
                });
        assertThat(fixture.alias().functionVersion()).isEqualTo("3");
    }

    @Test
    void weights_that_are_left_out_are_kept() {
        fixture.weigh(Map.of("3", 0.1));

        fixture.point("1");

        assertThat(fixture.alias().routingConfig().additionalVersionWeights()).containsExactly(Map.entry("3", 0.1));
    }

    @Test
    void an_empty_map_clears_the_weights() {
        fixture.weigh(Map.of("3", 0.1));

        fixture.weigh(Map.of());

        assertThat(fixture.alias().routingConfig()).isNull();
    }

    @Test
    void a_routing_configuration_without_a_map_clears_the_weights() {
        fixture.weigh(Map.of("3", 0.1));

        lambda.updateAlias(r -> r.functionName("indexer")
                .name("live")
                .routingConfig(AliasRoutingConfiguration.builder().build()));

        assertThat(fixture.alias().routingConfig()).isNull();
    }

    @Test
    void pointing_at_the_version_in_the_kept_weights_is_refused() {
        fixture.weigh(Map.of("3", 0.1));

        assertThatThrownBy(() -> fixture.point("3"))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Function version 3 is already included in routing configuration.");
        assertThat(fixture.alias().functionVersion()).isEqualTo("2");
    }

    @Test
    void more_than_one_additional_version_is_refused() {
        Map<String, Double> two = new LinkedHashMap<>();
        two.put("1", 0.1);
        two.put("3", 0.1);

        assertThatThrownBy(() -> fixture.weigh(two))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("cannot be greater than 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.01, Double.NaN})
    void a_weight_outside_0_to_1_is_refused(double weight) {
        assertThatThrownBy(() -> fixture.weigh(Map.of("3", weight)))
                .isInstanceOfSatisfying(
                        InvalidParameterValueException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 1.0})
    void the_edges_of_the_weights_are_taken(double weight) {
        fixture.weigh(Map.of("3", weight));

        assertThat(fixture.alias().routingConfig().additionalVersionWeights()).containsEntry("3", weight);
    }

    @Test
    void the_unpublished_version_cannot_have_a_weight() {
        assertThatThrownBy(() -> fixture.weigh(Map.of("$LATEST", 0.1)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("$LATEST is not supported");
    }

    @Test
    void an_alias_of_the_unpublished_version_cannot_have_weights() {
        fixture.point("$LATEST");

        assertThatThrownBy(() -> fixture.weigh(Map.of("3", 0.1))).isInstanceOf(InvalidParameterValueException.class);
        assertThat(fixture.alias().functionVersion()).isEqualTo("$LATEST");
    }

    @Test
    void a_version_that_is_not_there_is_not_found() {
        assertThatThrownBy(() -> fixture.point("9"))
                .isInstanceOfSatisfying(ResourceNotFoundException.class, refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(404);
                    assertThat(refusal.awsErrorDetails().errorMessage())
                            .isEqualTo("Function not found: " + LambdaFixture.ARN + ":9");
                });
        assertThatThrownBy(() -> fixture.weigh(Map.of("9", 0.1))).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_version_that_is_no_number_is_refused_before_it_is_looked_for() {
        assertThatThrownBy(() -> fixture.point("v3"))
                .isInstanceOfSatisfying(
                        LambdaException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("ValidationException"));
    }

    @Test
    void versions_of_different_roles_cannot_share_an_alias() {
        lambda.function("indexer").role("3", "arn:aws:iam::123456789012:role/other");

        assertThatThrownBy(() -> fixture.weigh(Map.of("3", 0.1)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("must have the same execution role");
    }

    @Test
    void versions_of_different_dead_letter_queues_cannot_share_an_alias() {
        lambda.updateFunctionConfiguration(r -> r.functionName("indexer")
                .deadLetterConfig(queue -> queue.targetArn("arn:aws:sqs:eu-west-1:123456789012:dead")));
        fixture.settle();
        String version = fixture.publish();

        assertThatThrownBy(() -> fixture.weigh(Map.of(version, 0.1)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("dead-letter queue");
    }

    @Test
    void an_alias_that_is_not_there_is_not_found() {
        assertThatThrownBy(() -> lambda.getAlias(r -> r.functionName("indexer").name("blue")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Cannot find alias arn: " + LambdaFixture.ARN + ":blue");
        assertThatThrownBy(() -> lambda.getAlias(r -> r.functionName("nobody").name("live")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void an_alias_cannot_be_created_twice() {
        assertThatThrownBy(() -> fixture.withAlias("1"))
                .isInstanceOfSatisfying(
                        ResourceConflictException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(409));
    }

    @Test
    void an_alias_of_digits_alone_is_refused() {
        assertThatThrownBy(() -> lambda.createAlias(
                        r -> r.functionName("indexer").name("42").functionVersion("1")))
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining("'42' at 'name'");
    }

    @Test
    void a_description_is_kept_until_it_is_changed() {
        lambda.updateAlias(r -> r.functionName("indexer").name("live").description("release 1.4"));

        fixture.point("3");

        assertThat(fixture.alias().description()).isEqualTo("release 1.4");
    }

    @Test
    void a_deleted_alias_is_gone_and_deleting_it_again_changes_nothing() {
        lambda.deleteAlias(r -> r.functionName("indexer").name("live"));
        lambda.deleteAlias(r -> r.functionName("indexer").name("live"));

        assertThatThrownBy(fixture::alias).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void an_idle_version_is_restored_when_traffic_reaches_it() {
        LambdaFunctionScene scene = lambda.function("indexer").state("1", "Inactive");

        fixture.point("1");
        String first = scene.state("1");
        fixture.clock.advance(Duration.ofSeconds(5));

        assertThat(first).isEqualTo("Pending");
        assertThat(scene.state("1")).isEqualTo("Active");
    }

    @Test
    void every_move_is_told_to_the_trail() {
        lambda.updateAlias(r -> r.functionName(LambdaFixture.ARN)
                .name("live")
                .functionVersion("1")
                .routingConfig(LambdaFixture.routing(Map.of("3", 0.25))));

        TrailEvent event = fixture.trail.recorded().get(0);
        assertThat(event.call().name()).isEqualTo("UpdateAlias20150331");
        assertThat(event.call().resourceName()).isEqualTo("indexer");
        assertThat(event.request())
                .hasToString("{\"functionName\":\"" + LambdaFixture.ARN + "\",\"name\":\"live\","
                        + "\"functionVersion\":\"1\",\"routingConfig\":{\"additionalVersionWeights\":{\"3\":0.25}}}");
        assertThat(event.outcome().response()).asString().contains("\"functionVersion\":\"1\"");
        assertThat(event.actor().arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/operator/rollback");
    }

    @Test
    void a_change_of_the_description_alone_is_told_without_a_version() {
        lambda.updateAlias(r -> r.functionName("indexer").name("live").description("release 1.4"));

        TrailEvent event = fixture.trail.recorded().get(0);
        assertThat(event.request().toString()).doesNotContain("functionVersion").contains("release 1.4");
        assertThat(event.outcome().response()).asString().contains("\"functionVersion\":\"2\"");
    }

    @Test
    void creations_and_deletions_are_told_to_the_trail() {
        fixture.clock.advance(Duration.ofMinutes(1));
        lambda.deleteAlias(r -> r.functionName("indexer").name("live"));

        assertThat(fixture.trail.recorded())
                .extracting(event -> event.call().name())
                .containsExactly("DeleteAlias20150331", "CreateAlias20150331");
    }

    @Test
    void a_refused_move_is_told_with_its_error() {
        assertThatThrownBy(() -> fixture.point("9")).isInstanceOf(ResourceNotFoundException.class);

        TrailEvent event = fixture.trail.recorded().get(0);
        assertThat(event.outcome().errorCode()).isEqualTo("ResourceNotFoundException");
        assertThat(event.outcome().response()).isNull();
    }
}
