package dev.rollback.aws.sns;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.lease.Severity;
import dev.rollback.notify.Message;
import dev.rollback.notify.Notifier;
import dev.rollback.notify.Occasion;
import dev.rollback.run.RunId;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.FaultKind;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.model.PublishRequest;

class SnsTopicTest {

    private static final RunId RUN = new RunId("20261120-120000-5d81883b");

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final AwsTargets aws = AwsTargets.using(world::client);

    private static Message message(String title, String text) {
        Message.Head head = new Message.Head(
                RUN + "-started",
                Occasion.STARTED,
                Instant.parse("2026-11-20T12:00:00Z"),
                RUN,
                "checkout",
                Severity.MAJOR,
                "");
        return new Message(head, title, text, List.of(), "12:00 UTC: There is a problem with checkout.", "");
    }

    private static Notifier.Try once(FakeAws world) {
        return new Notifier.Try(1, ofSeconds(10), world.http());
    }

    private PublishRequest published(Message message) {
        aws.sns(world.sns().topic("incidents")).send(message, once(world));
        return world.sns().published("incidents").get(0);
    }

    @Test
    void publishes_title_text_and_what_to_filter_by() {
        PublishRequest published = published(message("checkout: rollback started", "Reason: 5xx at 7 %"));

        assertThat(published.subject()).isEqualTo("checkout: rollback started");
        assertThat(published.message())
                .startsWith("Reason: 5xx at 7 %\n\nStatus update, ready to paste:\n12:00 UTC: There is a problem");
        assertThat(published.messageAttributes())
                .extractingFromEntries(
                        entry -> entry.getKey() + " " + entry.getValue().stringValue())
                .containsExactlyInAnyOrder("occasion STARTED", "severity MAJOR", "plan checkout");
        assertThat(published.messageGroupId()).isNull();
        assertThat(published.messageDeduplicationId()).isNull();
    }

    @Test
    void publishes_json_for_programs() {
        Message message = message("checkout: rollback started", "");

        aws.sns(world.sns().topic("incidents")).asJson().send(message, once(world));

        assertThat(world.sns().published("incidents").get(0).message()).isEqualTo(message.toJson());
    }

    @ParameterizedTest
    @CsvSource({"Café: zurück, 'Caf : zur ck'", "  x  , x", "日本, rollback"})
    void a_subject_is_ascii(String title, String subject) {
        assertThat(published(message(title, "")).subject()).isEqualTo(subject);
    }

    @Test
    void a_subject_and_a_text_are_no_longer_than_sns_takes() {
        PublishRequest published = published(message("x".repeat(150), "ä".repeat(200_000)));

        assertThat(published.subject()).hasSize(99).endsWith("x...");
        assertThat(published.message()).hasSizeLessThan(125_005).endsWith("ä…");
    }

    @Test
    void on_a_fifo_topic_a_run_keeps_its_order_and_what_is_sent_twice_arrives_once() {
        SnsTopic topic = aws.sns(world.sns().topic("incidents.fifo"));

        topic.send(message("checkout: rollback started", ""), once(world));
        topic.send(message("checkout: rollback started", ""), once(world));

        assertThat(world.sns().published("incidents.fifo")).singleElement().satisfies(published -> {
            assertThat(published.messageGroupId()).isEqualTo(RUN.value());
            assertThat(published.messageDeduplicationId()).isEqualTo(RUN + "-started");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "incidents",
                "arn:aws:sns:eu-west-1:123456789012",
                "arn:aws:sqs:eu-west-1:123456789012:incidents",
                "arn:aws:sns::123456789012:incidents",
                "arn:aws:sns:eu-west-1::incidents",
                "arn:aws:sns:eu-west-1:123456789012:incidents:6b0e71bd-7e97-4d97-80ce-4a0994e55286",
                "arn:aws:sns:eu-west-1:123456789012:inci dents"
            })
    void what_is_not_the_arn_of_a_topic_is_refused_where_it_is_given(String arn) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aws.sns(arn))
                .withMessageContaining("\"" + arn + "\" is not ");
    }

    @Test
    void a_topic_of_another_region_than_the_clients_is_refused_where_it_is_given() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aws.sns("arn:aws:sns:us-east-1:123456789012:incidents"))
                .withMessage(
                        "arn:aws:sns:us-east-1:123456789012:incidents is in us-east-1 and these targets in eu-west-1:"
                                + " expected one region. Write aws.in(\"us-east-1\") for it.");
    }

    @Test
    void a_topic_that_is_not_there_says_what_to_look_at() {
        SnsTopic topic = aws.sns("arn:aws:sns:eu-west-1:123456789012:gone");

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> topic.send(message("t", ""), once(world)))
                .matches(e -> e.kind() == Kind.MISSING)
                .withMessageContaining(
                        "sns:Publish on topic arn:aws:sns:eu-west-1:123456789012:gone in eu-west-1 failed: NotFound, HTTP 404")
                .withMessageContaining("Check the name, the account and the region.");
    }

    @Test
    void a_key_that_may_not_be_used_is_a_matter_of_permission() {
        SnsTopic topic = aws.sns(world.sns().keyDenied("incidents").topic("incidents"));

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> topic.send(message("t", ""), once(world)))
                .matches(e -> e.kind() == Kind.DENIED)
                .withMessageContaining("kms:GenerateDataKey");
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLE, THROTTLED",
        "SERVER_ERROR, UNKNOWN_OUTCOME",
        "TIMEOUT, UNKNOWN_OUTCOME",
        "LOST_RESPONSE, UNKNOWN_OUTCOME",
        "ACCESS_DENIED, DENIED",
        "EXPIRED_CREDENTIALS, CREDENTIALS",
    })
    void a_fault_says_whether_another_try_is_worth_it(FaultKind fault, Kind expected) {
        SnsTopic topic = aws.sns(world.sns().topic("incidents"));
        world.faults().on("sns:Publish").fails(fault);

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> topic.send(message("t", ""), once(world)))
                .matches(e -> e.kind() == expected);
    }

    private static final String ARN = "arn:aws:sns:eu-west-1:123456789012:incidents.fifo";

    private final Rehearsal rehearsal = Rehearsal.of(
                    made -> {
                        made.sns().topic("incidents.fifo");
                        made.lambda()
                                .function("search-indexer")
                                .alias("live")
                                .ran("6", ofDays(30))
                                .deployed("7", ofMinutes(20));
                    },
                    made -> RollbackPlan.named("search")
                            .rollBack("indexer", AwsTargets.using(made::client).lambdaAlias("search-indexer", "live"))
                            .build())
            .engine((options, made) ->
                    options.notifier(AwsTargets.using(made::client).sns(ARN)));

    @Test
    void tells_of_a_run_by_a_topic() {
        Rehearsed rehearsed = rehearsal.run();

        assertThat(rehearsed.report()).rolledBack();
        assertThat(rehearsed.world().sns().published("incidents.fifo"))
                .extracting(PublishRequest::subject)
                .contains("search: rollback started")
                .last()
                .isEqualTo("search: rolled back");
    }

    @Test
    void nothing_that_befalls_the_topic_matters_to_the_run() {
        assertThat(rehearsal.everyFault()).keepsInvariants();
        assertThat(rehearsal.everyCrash()).keepsInvariants();
    }
}
