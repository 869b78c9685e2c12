package dev.rollback.aws;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.target.Check;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What a pipeline says of a release, in the places of AWS where it may say so. */
class MigrationMarkersTest {

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final AwsTargets aws = AwsTargets.using(world::client);

    private static void service(FakeAws world) {
        world.ecs()
                .service("prod", "checkout-api")
                .desired(2)
                .ran("41", ofDays(30))
                .deployed("42", ofMinutes(20))
                .unhealthy();
    }

    private static RollbackPlan plan(AwsTargets aws, Check check) {
        return RollbackPlan.named("checkout")
                .require("no migration", check)
                .rollBack("api", aws.ecsService("prod", "checkout-api"))
                .build();
    }

    private String found(Check check) {
        try (RollbackEngine engine = RollbackEngine.with(new InMemoryJournal(), world::host)) {
            Preview preview = engine.preview(plan(aws, check));
            List<String> codes = preview.checks().get(0).findings().stream()
                    .map(finding -> finding.level() + " " + finding.code())
                    .toList();
            return String.join(", ", codes);
        }
    }

    private static void put(FakeAws world, String value) {
        world.client(SsmClient.class)
                .putParameter(parameter -> parameter
                        .name("/deploy/checkout/migration")
                        .type(ParameterType.STRING)
                        .overwrite(true)
                        .value(value));
    }

    @Test
    void a_parameter_says_it() {
        service(world);
        Check check = aws.migrationMarkerInParameter("/deploy/checkout/migration");
        world.ssm().onlyWhatIsNamed();
        assertThat(found(check)).isEqualTo("SOFT MIGRATION_UNKNOWN");
        put(world, "breaking: drops orders.state");
        assertThat(found(check)).isEqualTo("SOFT MIGRATED");

        put(world, "none");

        assertThat(found(check)).isEmpty();
    }

    @Test
    void the_metadata_of_an_object_says_it() {
        service(world);
        world.s3().bucket("releases").versioned();
        Check check = aws.migrationMarkerOfObject("releases", "checkout/42.zip");
        assertThat(found(check)).isEqualTo("SOFT MIGRATION_UNKNOWN");
        S3Client s3 = world.client(S3Client.class);
        s3.putObject(object -> object.bucket("releases").key("checkout/42.zip"), RequestBody.fromString("zip"));
        assertThat(found(check)).isEqualTo("SOFT MIGRATION_UNKNOWN");

        s3.putObject(
                object -> object.bucket("releases").key("checkout/42.zip").metadata(Map.of("migration", "compatible")),
                RequestBody.fromString("zip"));

        assertThat(found(check)).isEqualTo("NOTE MIGRATED_COMPATIBLY");
    }

    @Test
    void what_names_nothing_is_refused_where_it_is_given() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aws.migrationMarkerInParameter("a b"))
                .withMessageContaining("\"a b\" names no parameter");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aws.migrationMarkerOfObject("releases", " "))
                .withMessageContaining("names no object");
    }

    @Test
    void no_fault_makes_it_worse() {
        Rehearsal rehearsal = Rehearsal.of(
                scene -> {
                    service(scene);
                    put(scene, "none");
                },
                scene -> {
                    AwsTargets targets = AwsTargets.using(scene::client);
                    return plan(targets, targets.migrationMarkerInParameter("/deploy/checkout/migration"));
                });

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.within(ofSeconds(3)).everyFault()).keepsInvariants();
    }
}
