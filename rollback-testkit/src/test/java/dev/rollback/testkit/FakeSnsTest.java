package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** What a scene says of topics. What SNS itself does is in the contract that emulators keep as well. */
class FakeSnsTest {

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final SnsClient sns = world.client(SnsClient.class);

    @Test
    void a_topic_of_the_scene_shows_what_its_subscribers_got() {
        String arn = world.sns().topic("incidents");

        sns.publish(request -> request.topicArn(arn).message("one"));
        sns.publish(request -> request.topicArn(arn).message("two").subject("2"));

        assertThat(arn).isEqualTo("arn:aws:sns:eu-west-1:123456789012:incidents");
        assertThat(world.sns().published("incidents"))
                .extracting(PublishRequest::message)
                .containsExactly("one", "two");
    }

    @Test
    void a_fifo_topic_forgets_after_five_minutes_what_was_sent() {
        String arn = world.sns().topic("incidents.fifo");
        PublishRequest request = PublishRequest.builder()
                .topicArn(arn)
                .message("one")
                .messageGroupId("run")
                .messageDeduplicationId("id")
                .build();

        sns.publish(request);
        world.clock().advance(Duration.ofMinutes(4));
        sns.publish(request);
        int within = world.sns().published("incidents.fifo").size();
        world.clock().advance(Duration.ofMinutes(2));
        sns.publish(request);

        assertThat(within).isEqualTo(1);
        assertThat(world.sns().published("incidents.fifo")).hasSize(2);
    }

    @Test
    void a_key_may_be_denied_and_a_topic_removed() {
        String denied = world.sns().keyDenied("denied").topic("denied");
        String gone = world.sns().topic("gone");
        world.sns().removed("gone");

        assertThatExceptionOfType(KmsAccessDeniedException.class)
                .isThrownBy(
                        () -> sns.publish(request -> request.topicArn(denied).message("one")));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> sns.publish(request -> request.topicArn(gone).message("one")));
        assertThat(world.sns().published("denied")).isEmpty();
    }

    @Test
    void a_topic_of_another_account_or_none_is_not_there() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(
                        () -> sns.publish(request -> request.topicArn("arn:aws:sns:eu-west-1:210987654321:incidents")
                                .message("one")));
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> sns.publish(request -> request.message("one")));
    }

    @Test
    void a_deduplication_id_is_for_fifo_topics_and_a_message_is_not_empty() {
        String arn = world.sns().topic("incidents");

        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> sns.publish(
                        request -> request.topicArn(arn).message("one").messageDeduplicationId("id")));
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> sns.publish(request -> request.topicArn(arn).message("")));
    }
}
