package dev.rollback.testkit.sns;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** One topic: what was published, and on a FIFO topic what was published lately under which deduplication id. Not thread-safe. */
final class FakeTopic {

    private static final Duration DEDUPLICATED = Duration.ofMinutes(5);

    private final FakeAccount account;
    private final boolean fifo;
    private final List<PublishRequest> published = new ArrayList<>();
    private final Map<String, Sent> lately = new LinkedHashMap<>();
    private boolean keyDenied;

    FakeTopic(FakeAccount account, boolean fifo) {
        this.account = account;
        this.fifo = fifo;
    }

    /** When something was published first, and what was answered. */
    private record Sent(Instant at, PublishResponse answer) {}

    boolean isFifo() {
        return fifo;
    }

    boolean isKeyDenied() {
        return keyDenied;
    }

    void denyKey() {
        keyDenied = true;
    }

    List<PublishRequest> published() {
        return List.copyOf(published);
    }

    /** A duplicate is answered as the first was, and not delivered. */
    PublishResponse publish(PublishRequest request) {
        Sent before = fifo ? lately.get(request.messageDeduplicationId()) : null;
        if (before != null && account.now().isBefore(before.at().plus(DEDUPLICATED))) {
            return before.answer();
        }
        published.add(request);
        PublishResponse.Builder answer = PublishResponse.builder().messageId(account.nextUuid("sns-message"));
        if (fifo) {
            answer.sequenceNumber(String.format(Locale.ROOT, "%020d", published.size()));
            lately.put(request.messageDeduplicationId(), new Sent(account.now(), answer.build()));
        }
        return answer.build();
    }
}
