package dev.rollback.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.EngineOptions;
import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the command line tells, by what the environment names. */
class NoticesTest {

    private static final String API = "ecs:prod/checkout-api";
    private static final String HOOK = "https://hooks.example.com/services/T0/B0/s3cr3t";

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final Screenshot out = new Screenshot();
    private final Screenshot err = new Screenshot();
    private final Map<String, String> environment = new TreeMap<>();

    @TempDir
    Path folder;

    @BeforeEach
    void a_bad_release_after_a_month_of_a_good_one() {
        QuickStart.scene(world);
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--journal";
        all[arguments.length + 1] = folder.toString();
        return new RollBackOnAws(
                        out.stream(),
                        err.stream(),
                        () -> AwsTargets.using(world::client),
                        this::inVirtualTime,
                        JournalPlace.MEMORY)
                .telling(variable -> Optional.ofNullable(environment.get(variable)))
                .run(all);
    }

    private void inVirtualTime(EngineOptions options) {
        options.time(world.clock().engineTime()).http(world.http()).processes(world.processes());
    }

    @Test
    void chat_a_webhook_and_a_topic_are_told_with_what_to_paste() {
        world.http(HOOK).returns(200);
        world.http("https://log.example.com/").returns(204);
        environment.put(Notices.SLACK, HOOK + "\n");
        environment.put(Notices.WEBHOOK, "https://log.example.com/");
        environment.put(Notices.TOPIC, world.sns().topic("incidents"));

        int code = run(API);

        assertThat(code).isZero();
        assertThat(world.http(HOOK).received().get(0).body())
                .contains("approve: RollBackOnAws approve ")
                .contains(" --journal " + folder);
        assertThat(world.http("https://log.example.com/").received())
                .hasSameSizeAs(world.sns().published("incidents"))
                .hasSizeGreaterThan(1);
        assertThat(out.text() + err.text()).doesNotContain("s3cr3t");
    }

    @Test
    void status_shows_what_was_sent() {
        world.http(HOOK).returns(200);
        environment.put(Notices.SLACK, HOOK);
        run(API);
        String run = out.text()
                .lines()
                .filter(line -> line.startsWith("run       "))
                .findFirst()
                .orElseThrow()
                .substring(10);

        run("status", run);

        assertThat(out.text())
                .containsSubsequence(
                        "MESSAGES",
                        "STARTED sent by Slack webhook at hooks.example.com",
                        "DONE sent by Slack webhook at hooks.example.com")
                .doesNotContain("s3cr3t");
    }

    @Test
    void what_cannot_be_used_is_said_and_keeps_nobody_from_rolling_back() {
        environment.put(Notices.SLACK, "hooks.example.com/services/T0/B0/s3cr3t");
        environment.put(Notices.WEBHOOK, " ");
        environment.put(Notices.TOPIC, "incidents");

        int code = run(API);

        assertThat(code).isZero();
        assertThat(err.text())
                .contains("ROLLBACK_SLACK_URL tells nobody: Webhook.slack(...) cannot use the URL that it was given")
                .contains("ROLLBACK_SNS_TOPIC tells nobody: \"incidents\" is not the ARN of a topic")
                .doesNotContain("s3cr3t", "ROLLBACK_WEBHOOK_URL");
    }

    @Test
    void what_is_down_keeps_nobody_from_rolling_back() {
        world.http(HOOK).refuses();
        environment.put(Notices.SLACK, HOOK);

        int code = run(API);

        assertThat(code).isZero();
        assertThat(world.ecs().service("prod", "checkout-api").servingTaskDefinition())
                .endsWith("41");
    }
}
