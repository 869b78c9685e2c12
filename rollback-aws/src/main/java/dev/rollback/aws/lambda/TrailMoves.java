package dev.rollback.aws.lambda;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Look;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/**
 * The moves of an alias that CloudTrail has seen in the last 90 days, newest first, a page at a time. Not thread-safe; for one look.
 *
 * <p>CloudTrail takes the exact name of an event, and Lambda's carry the date of its API ({@code UpdateAlias20150331}); the plain names are
 * tried when those give nothing. It allows two lookups a second, so a look gives up short of its deadline.
 */
final class TrailMoves {

    private static final Duration SPARED = Duration.ofSeconds(2);
    private static final int MOST_PAGES = 40;

    private final SdkService<CloudTrailClient> trail;
    private final TrailEvents events;
    private final Look look;
    private List<Feed> feeds;
    private boolean plainNames;
    private boolean found;
    private boolean cutShort;

    TrailMoves(AwsScope scope, AliasName name, Look look) {
        this.trail = scope.service("cloudtrail", CloudTrailClient.class).about("the moves of " + name);
        this.events = new TrailEvents(name);
        this.look = look;
        this.feeds = List.of(new Feed("UpdateAlias20150331"), new Feed("CreateAlias20150331"));
    }

    /** The newest update alone, with no more lookups than that takes. */
    Optional<Move> newestUpdate() {
        return feeds.get(0).peek();
    }

    /** The next older move; empty when there is none any more. */
    Optional<Move> peek() {
        Optional<Move> newest = newest();
        if (newest.isEmpty() && !found && !plainNames) {
            plainNames = true;
            feeds = List.of(new Feed("UpdateAlias"), new Feed("CreateAlias"));
            newest = newest();
        }
        found |= newest.isPresent();
        return newest;
    }

    private Optional<Move> newest() {
        return feeds.stream()
                .map(Feed::peek)
                .flatMap(Optional::stream)
                .max((one, other) -> one.at().compareTo(other.at()));
    }

    /** Goes on to the next older move. */
    void next() {
        Optional<Move> newest = newest();
        feeds.stream()
                .filter(feed -> newest.isPresent() && feed.peek().equals(newest))
                .findFirst()
                .ifPresent(Feed::next);
    }

    /** Whether there was no time to read all of it. */
    boolean isCutShort() {
        return cutShort;
    }

    /** The events of one name. */
    private final class Feed {
        private final String eventName;
        private final Deque<Move> moves = new ArrayDeque<>();
        private @Nullable String token;
        private int pages;
        private boolean ended;

        Feed(String eventName) {
            this.eventName = eventName;
        }

        Optional<Move> peek() {
            while (moves.isEmpty() && !ended) {
                readPage();
            }
            return Optional.ofNullable(moves.peek());
        }

        void next() {
            moves.poll();
        }

        private void readPage() {
            if (pages++ == MOST_PAGES || look.now().isAfter(look.deadline().minus(SPARED))) {
                cutShort = true;
                ended = true;
                return;
            }
            LookupAttribute byName = LookupAttribute.builder()
                    .attributeKey(LookupAttributeKey.EVENT_NAME)
                    .attributeValue(eventName)
                    .build();
            LookupEventsResponse page = trail.read(
                    look,
                    "LookupEvents",
                    client -> client.lookupEvents(
                            ask -> ask.lookupAttributes(byName).nextToken(token)));
            Stream<Move> read = page.events().stream().map(events::move).flatMap(Optional::stream);
            read.forEach(moves::add);
            token = page.nextToken();
            ended = token == null || token.isEmpty();
        }
    }
}
