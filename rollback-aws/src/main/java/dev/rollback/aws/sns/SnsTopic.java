package dev.rollback.aws.sns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.aws.sdk.Arn;
import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.notify.Message;
import dev.rollback.notify.Notifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Publishes messages to a topic of SNS, for mail, queues, functions and chat that subscribe to it: {@code options.notifier(aws.sns(topicArn))}. The title is the subject, in ASCII and below 100 characters; the
 * text is that of {@link Message#toText()}, or its JSON. Attributes to filter subscriptions by: {@code occasion}, {@code plan}, {@code severity}. On a FIFO topic the messages of a run are a group and keep their order, and one
 * that is sent twice within five minutes arrives once.
 *
 * <p>Needs {@code sns:Publish}, and {@code kms:GenerateDataKey*} and {@code kms:Decrypt} for a topic that is encrypted with a key of your own. Source: Amazon SNS API reference, Publish. Immutable and thread-safe.
 */
public final class SnsTopic implements Notifier {

    private static final String FIFO = ".fifo";
    private static final int LONGEST_SUBJECT = 99;
    private static final int LONGEST_ATTRIBUTE = 256;

    /** What SNS takes is 262,144 bytes, attributes included. */
    private static final int MOST_BYTES = 250_000;

    private final SdkService<SnsClient> sns;
    private final String arn;
    private final Function<Message, String> text;

    /** Made by {@code AwsTargets.sns(topicArn)}. */
    public SnsTopic(AwsScope scope, String topicArn) {
        this(scope.service("sns", SnsClient.class).about("topic " + checked(topicArn)), topicArn, Message::toText);
    }

    private SnsTopic(SdkService<SnsClient> sns, String arn, Function<Message, String> text) {
        this.sns = sns;
        this.arn = arn;
        this.text = text;
    }

    private static String checked(String text) {
        if (Arn.looksLike(text)) {
            Arn arn = Arn.parse(text);
            boolean named = arn.resource().matches("[A-Za-z0-9_-]{1,256}")
                    || arn.resource().matches("[A-Za-z0-9_-]{1,251}\\.fifo");
            if (arn.service().equals("sns")
                    && !arn.region().isEmpty()
                    && !arn.account().isEmpty()
                    && named) {
                return text;
            }
        }
        throw new IllegalArgumentException(
                "\"" + text
                        + "\" is not the ARN of a topic: expected one such as arn:aws:sns:eu-west-1:123456789012:incidents. Copy it from the console or the CLI.");
    }

    /** Publishes {@link Message#toJson()} in the place of the text, for subscribers that are programs. */
    public SnsTopic asJson() {
        return new SnsTopic(sns, arn, Message::toJson);
    }

    @Override
    public String describe() {
        return "SNS topic " + arn;
    }

    @Override
    public void send(Message message, Try attempt) {
        PublishRequest.Builder request = PublishRequest.builder()
                .topicArn(arn)
                .subject(subject(message.title()))
                .message(cut(text.apply(message)))
                .messageAttributes(attributes(message));
        if (arn.endsWith(FIFO)) {
            request.messageGroupId(message.head().run().value()).messageDeduplicationId(message.id());
        }
        String unused =
                sns.tell("Publish", client -> client.publish(request.build())).messageId();
    }

    /** ASCII that begins with a letter, number or punctuation mark. */
    private static String subject(String title) {
        String ascii = title.replaceAll("[^\\x20-\\x7e]+", " ").strip();
        String subject = ascii.isEmpty() ? "rollback" : ascii;
        return subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT - 3) + "...";
    }

    /** What is cut of JSON would be no JSON, and is never that long: lists in a message are bounded. */
    private static String cut(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length <= MOST_BYTES) {
            return text;
        }
        int end = MOST_BYTES;
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, UTF_8) + "…";
    }

    private static Map<String, MessageAttributeValue> attributes(Message message) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("occasion", attribute(message.occasion().name()));
        attributes.put("severity", attribute(message.head().severity().name()));
        attributes.put("plan", attribute(message.head().plan()));
        return attributes;
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value.length() <= LONGEST_ATTRIBUTE ? value : value.substring(0, LONGEST_ATTRIBUTE))
                .build();
    }

    @Override
    public String toString() {
        return describe();
    }
}
