package dev.rollback.testkit.cloudtrail;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.InvalidLookupAttributesException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidMaxResultsException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidTimeRangeException;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/**
 * CloudTrail's event history in memory, for one account and region.
 *
 * <p>Models LookupEvents: one lookup attribute a call with an exact value, at most 50 events a page, newest first, the
 * last 90 days, and no event before CloudTrail has delivered it (default 10 minutes after the call). Recorded are the
 * writes that other fakes report, refused ones included. Not thread-safe.
 */
public final class FakeCloudTrail implements CloudTrailClient, Trail {
    private static final int PAGE = 50;
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Comparator<Entry> NEWEST_FIRST =
            comparing(Entry::time).thenComparing(comparingLong(Entry::sequence)).reversed();

    private final FakeAccount account;
    private final List<Entry> entries = new ArrayList<>();
    private Duration delivery = Duration.ofMinutes(10);
    private long recorded;

    /** Opens an empty history. */
    public FakeCloudTrail(FakeAccount account) {
        this.account = requireNonNull(account, "account");
    }

    /**
     * Sets how long after a call its event can be looked up. Default 10 minutes; AWS takes about 5 to 15.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public FakeCloudTrail visibleAfter(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("CloudTrail was told to deliver events before their calls: expected a"
                    + " delay of zero or more, got " + delay + ". Pass the time between a call and its event.");
        }
        delivery = delay;
        return this;
    }

    @Override
    public void record(TrailEvent event) {
        entries.add(new Entry(event, account.nextUuid("cloudtrail-event"), recorded++));
    }

    @Override
    public void forget(TrailEvent event) {
        entries.stream()
                .filter(entry -> entry.event().equals(event))
                .findFirst()
                .ifPresent(entries::remove);
    }

    /** Returns all that was recorded, newest first, delivered or not. */
    public List<TrailEvent> recorded() {
        return entries.stream().sorted(NEWEST_FIRST).map(Entry::event).toList();
    }

    @Override
    public LookupEventsResponse lookupEvents(LookupEventsRequest request) {
        checkAttributes(request.lookupAttributes());
        checkTimes(request);
        int limit = limit(request);
        List<Entry> found = found(request);
        int from = start(found, request.nextToken());
        int to = Math.min(found.size(), from + limit);
        List<Event> page =
                found.subList(from, to).stream().map(e -> e.asEvent(account)).toList();
        return LookupEventsResponse.builder()
                .events(page)
                .nextToken(to < found.size() ? found.get(to).id() : null)
                .build();
    }

    private List<Entry> found(LookupEventsRequest request) {
        Instant now = account.now();
        return entries.stream()
                .filter(entry -> !entry.event().time().plus(delivery).isAfter(now))
                .filter(entry -> !entry.time().isBefore(now.minus(KEPT)))
                .filter(entry -> within(request, entry.time()))
                .filter(entry -> request.lookupAttributes().stream().allMatch(entry::matches))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    private static boolean within(LookupEventsRequest request, Instant time) {
        return (request.startTime() == null || !time.isBefore(request.startTime()))
                && (request.endTime() == null || !time.isAfter(request.endTime()));
    }

    /** A token names the event that the next page begins with, so that newly delivered events do not shift pages. */
    private static int start(List<Entry> found, String token) {
        if (token == null) {
            return 0;
        }
        return IntStream.range(0, found.size())
                .filter(place -> found.get(place).id().equals(token))
                .findFirst()
                .orElseThrow(() -> refused(InvalidNextTokenException.builder(), "Invalid token."));
    }

    private static int limit(LookupEventsRequest request) {
        Integer wanted = request.maxResults();
        if (wanted != null && (wanted < 1 || wanted > PAGE)) {
            throw refused(
                    InvalidMaxResultsException.builder(),
                    "A max results value of " + wanted + " is invalid. Specify max results between 1 and 50.");
        }
        return wanted == null ? PAGE : wanted;
    }

    private static void checkTimes(LookupEventsRequest request) {
        if (request.startTime() != null
                && request.endTime() != null
                && request.startTime().isAfter(request.endTime())) {
            throw refused(InvalidTimeRangeException.builder(), "The start time is after the end time.");
        }
    }

    private static void checkAttributes(List<LookupAttribute> attributes) {
        if (attributes.size() > 1) {
            throw refused(
                    InvalidLookupAttributesException.builder(), "You can specify only one lookup attribute per call.");
        }
        for (LookupAttribute attribute : attributes) {
            if (attribute.attributeKey() == null
                    || attribute.attributeKey() == LookupAttributeKey.UNKNOWN_TO_SDK_VERSION
                    || attribute.attributeValue() == null) {
                throw refused(
                        InvalidLookupAttributesException.builder(),
                        "A lookup attribute needs a known key and a value.");
            }
        }
    }

    private static AwsServiceException refused(AwsServiceException.Builder builder, String message) {
        String code = builder.build().getClass().getSimpleName();
        return AwsErrors.badRequest(builder, code, message, "CloudTrail");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
