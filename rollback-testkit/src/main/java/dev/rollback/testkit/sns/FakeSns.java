package dev.rollback.testkit.sns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsServiceClientConfiguration;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * SNS in memory: CreateTopic and Publish to a topic, standard or FIFO. A subscriber sees what {@link #published} shows. Filters, delivery to endpoints, phones and batches are not modelled. Source: Amazon SNS API
 * reference, Publish. Not thread-safe.
 */
public final class FakeSns implements SnsClient {

    private static final int MOST_BYTES = 262_144;
    private static final int LONGEST_SUBJECT = 99;

    private final FakeAccount account;
    private final Map<String, FakeTopic> topics = new LinkedHashMap<>();

    /** Opens SNS without topics. */
    public FakeSns(FakeAccount account) {
        this.account = requireNonNull(account, "account");
    }

    /**
     * A topic of this name, made if it is not there; FIFO if the name ends with {@code .fifo}.
     *
     * @return its ARN
     */
    public String topic(String name) {
        topics.computeIfAbsent(name, made -> new FakeTopic(account, made.endsWith(".fifo")));
        return account.arn("sns", name);
    }

    /** Lets the key of a topic be one that the caller may not use. */
    public FakeSns keyDenied(String name) {
        topic(name);
        found(name).denyKey();
        return this;
    }

    /** Removes a topic, as somebody does by hand. */
    public FakeSns removed(String name) {
        topics.remove(name);
        return this;
    }

    /** What subscribers of a topic got, the oldest first. */
    public List<PublishRequest> published(String name) {
        return found(name).published();
    }

    private FakeTopic found(String name) {
        FakeTopic topic = topics.get(name);
        if (topic == null) {
            throw refusal(NotFoundException.builder(), 404, "NotFound", "Topic does not exist");
        }
        return topic;
    }

    @Override
    public CreateTopicResponse createTopic(CreateTopicRequest request) {
        String name = String.valueOf(request.name());
        if (!name.matches("[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\\.fifo")) {
            throw invalid("Invalid parameter: Topic Name");
        }
        boolean asked = "true".equals(request.attributes().get("FifoTopic"));
        if (asked != name.endsWith(".fifo")) {
            throw invalid(
                    "Invalid parameter: Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.");
        }
        return CreateTopicResponse.builder().topicArn(topic(name)).build();
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        String prefix = account.arn("sns", "");
        String arn = String.valueOf(request.topicArn());
        if (!arn.startsWith("arn:")) {
            throw invalid("Invalid parameter: TopicArn");
        }
        FakeTopic topic = found(arn.startsWith(prefix) ? arn.substring(prefix.length()) : "");
        checkText(request);
        checkOrder(request, topic.isFifo());
        if (topic.isKeyDenied()) {
            throw refusal(
                    KmsAccessDeniedException.builder(),
                    400,
                    "KMSAccessDenied",
                    "User is not authorized to perform: kms:GenerateDataKey on the resource associated with this ciphertext");
        }
        return topic.publish(request);
    }

    private static void checkText(PublishRequest request) {
        if (request.message() == null || request.message().isEmpty()) {
            throw invalid("Invalid parameter: Empty message");
        }
        int attributes = request.messageAttributes().entrySet().stream()
                .mapToInt(entry -> bytes(entry.getKey())
                        + bytes(entry.getValue().dataType())
                        + bytes(entry.getValue().stringValue()))
                .sum();
        if (bytes(request.message()) + attributes > MOST_BYTES) {
            throw invalid("Invalid parameter: Message too long");
        }
        String subject = request.subject();
        if (subject != null
                && (subject.isEmpty()
                        || subject.length() > LONGEST_SUBJECT
                        || !subject.matches("[\\x21-\\x7e][\\x20-\\x7e]*"))) {
            throw invalid("Invalid parameter: Subject");
        }
    }

    private static int bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(UTF_8).length;
    }

    private static void checkOrder(PublishRequest request, boolean fifo) {
        if (!fifo && request.messageDeduplicationId() != null) {
            throw invalid(
                    "Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type");
        }
        if (fifo && request.messageGroupId() == null) {
            throw invalid("Invalid parameter: The MessageGroupId parameter is required for FIFO topics");
        }
        if (fifo && request.messageDeduplicationId() == null) {
            throw invalid(
                    "Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        }
    }

    private static AwsServiceException invalid(String message) {
        return refusal(InvalidParameterException.builder(), 400, "InvalidParameter", message);
    }

    private static AwsServiceException refusal(
            AwsServiceException.Builder builder, int status, String code, String message) {
        return AwsErrors.error(builder, status, code, message, "Sns");
    }

    /** Tells the region, as a real client does; nothing else of its configuration. */
    @Override
    public SnsServiceClientConfiguration serviceClientConfiguration() {
        return SnsServiceClientConfiguration.builder()
                .region(Region.of(account.region()))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
