package dev.rollback.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.AwsTargets;
import dev.rollback.lease.Severity;
import dev.rollback.notify.Message;
import dev.rollback.notify.Notifier;
import dev.rollback.notify.Occasion;
import dev.rollback.run.RunId;
import dev.rollback.target.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.SnsException;

/** What messages by SNS take for granted of it. */
interface SnsContract {

    /** Names of different tests differ, so that an emulator need not be emptied. */
    AtomicInteger TOPICS = new AtomicInteger();

    Subject subject();

    private SnsClient sns() {
        return subject().client(SnsClient.class);
    }

    private static String name() {
        return "contract-" + ProcessHandle.current().pid() + "-" + TOPICS.incrementAndGet();
    }

    private String topic() {
        String name = name();
        return sns().createTopic(request -> request.name(name)).topicArn();
    }

    private String fifoTopic() {
        String name = name() + ".fifo";
        return sns().createTopic(request -> request.name(name).attributes(Map.of("FifoTopic", "true")))
                .topicArn();
    }

    /** With status 400; which code comes with it is a matter of the emulator. */
    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SnsException.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(400));
    }

    private String publish(String topic, Consumer<PublishRequest.Builder> more) {
        return sns().publish(request -> {
                    request.topicArn(topic).message("text");
                    more.accept(request);
                })
                .messageId();
    }

    @Test
    default void makes_a_topic_once_under_an_arn() {
        String name = name();

        String made = sns().createTopic(request -> request.name(name)).topicArn();
        String again = sns().createTopic(request -> request.name(name)).topicArn();

        assertThat(made).matches("arn:aws:sns:us-east-1:\\d{12}:" + name).isEqualTo(again);
    }

    @Test
    default void publishes_with_subject_and_attributes_and_names_the_message() {
        String topic = topic();

        String first = publish(topic, request -> request.subject("checkout: rolled back"));
        String second = publish(topic, request -> request.message("zurück € 😀"));

        assertThat(first).isNotEmpty().isNotEqualTo(second);
    }

    @Test
    default void refuses_an_unknown_topic() {
        String unknown = topic() + "-unknown";

        assertThatThrownBy(() -> publish(unknown, request -> {}))
                .isInstanceOfSatisfying(
                        NotFoundException.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(404));
    }

    @Test
    default void refuses_a_message_that_is_too_long() throws Exception {
        String topic = topic();

        subject()
                .keepsUnless(
                        Deviation.LONG_MESSAGE,
                        () -> assertThatThrownBy(() -> publish(topic, request -> request.message("ä".repeat(131_073))))
                                .isInstanceOf(InvalidParameterException.class));
    }

    @Test
    default void refuses_a_subject_that_is_too_long_or_has_line_breaks() throws Exception {
        String topic = topic();

        subject()
                .keepsUnless(
                        Deviation.LONG_SUBJECT,
                        () -> assertThatThrownBy(() -> publish(topic, request -> request.subject("x".repeat(101))))
                                .isInstanceOf(InvalidParameterException.class));
        subject()
                .keepsUnless(
                        Deviation.SUBJECT_ON_ONE_LINE,
                        () -> refused(() -> publish(topic, request -> request.subject("a\nb"))));
    }

    @Test
    default void refuses_a_fifo_topic_whose_name_does_not_say_so() {
        refused(() -> sns().createTopic(request -> request.name(name()).attributes(Map.of("FifoTopic", "true"))));
    }

    @Test
    default void refuses_a_fifo_message_without_group_or_deduplication() {
        String topic = fifoTopic();

        refused(() -> publish(topic, request -> request.messageDeduplicationId("one")));
        refused(() -> publish(topic, request -> request.messageGroupId("run")));
    }

    @Test
    default void answers_a_fifo_message_that_is_sent_twice_as_the_first() throws Exception {
        String topic = fifoTopic();
        String first = publish(topic, request -> request.messageGroupId("run").messageDeduplicationId("one"));

        subject()
                .keepsUnless(
                        Deviation.FIFO_DUPLICATES,
                        () -> assertThat(publish(
                                        topic,
                                        request -> request.messageGroupId("run").messageDeduplicationId("one")))
                                .isEqualTo(first));
    }

    @Test
    default void takes_the_messages_of_a_run() {
        AwsTargets aws = AwsTargets.using(subject()::client);

        aws.sns(topic()).send(message(), once());
        aws.sns(topic()).asJson().send(message(), once());
        aws.sns(fifoTopic()).send(message(), once());

        assertThatThrownBy(() -> aws.sns(topic() + "-unknown").send(message(), once()))
                .isInstanceOfSatisfying(
                        TargetException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(TargetException.Kind.MISSING));
    }

    private static Message message() {
        RunId run = new RunId("20261120-120000-5d81883b");
        Message.Head head = new Message.Head(
                run + "-started",
                Occasion.STARTED,
                Instant.parse("2026-11-20T12:00:00Z"),
                run,
                "checkout",
                Severity.MAJOR,
                "");
        return new Message(
                head,
                "checkout: zurück",
                "Reason: 5xx at 7 % – since v1.3.0",
                List.of(new Message.Move("api", "prod/api", "42", "41", "waiting")),
                "12:00 UTC: There is a problem with checkout.",
                "");
    }

    private static Notifier.Try once() {
        return new Notifier.Try(1, Duration.ofSeconds(10), request -> {
            throw new IOException("nothing but SNS is asked");
        });
    }
}
