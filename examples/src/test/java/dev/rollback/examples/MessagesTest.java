package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.AwsTargets;
import dev.rollback.notify.Webhook;
import dev.rollback.target.Http;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** What the guide on messages shows, carried out. */
class MessagesTest {

    private static final String HOOK = "https://hooks.example.com/services/T0/B0/x";

    private final Rehearsal rehearsal = Rehearsal.of(
                    world -> {
                        QuickStart.scene(world);
                        world.http(HOOK).returns(200);
                    },
                    world -> QuickStart.plan(
                            AwsTargets.using(world::client), world.clock().instant()))
            .engine((options, world) -> options.notifier(
                            AwsTargets.using(world::client).sns(world.sns().topic("incidents")))
                    .notifier(Webhook.slack(HOOK)));

    @Test
    void chat_is_told_from_begin_to_all_clear() {
        Rehearsed rehearsed = rehearsal.run();

        assertThat(rehearsed.report()).rolledBack().helped();
        assertThat(rehearsed.world().http(HOOK).received())
                .extracting(Http.Request::body)
                .hasSizeGreaterThan(3)
                .allMatch(body -> body.startsWith("{\"text\":\"*checkout: "))
                .satisfies(bodies -> assertThat(bodies.get(0)).contains("checkout: rollback started*\\n"))
                .last()
                .asString()
                .contains("checkout: all clear, users are well*\\n")
                .contains("checkout works again.");
    }

    @Test
    void a_topic_is_told_the_same() {
        Rehearsed rehearsed = rehearsal.run();

        assertThat(rehearsed.world().sns().published("incidents"))
                .extracting(PublishRequest::subject)
                .hasSameSizeAs(rehearsed.world().http(HOOK).received())
                .startsWith("checkout: rollback started")
                .endsWith("checkout: all clear, users are well");
    }

    @Test
    void whatever_aws_does_the_plan_keeps_its_promises() {
        assertThat(rehearsal.seeds(10)).keepsInvariants();
    }
}
