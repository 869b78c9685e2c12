package dev.rollback.testkit.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.TestClock;
import dev.rollback.testkit.cloudtrail.TrailEvent.Call;
import dev.rollback.testkit.cloudtrail.TrailEvent.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.InvalidLookupAttributesException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidMaxResultsException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidTimeRangeException;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

class FakeCloudTrailTest {
    private static final String UPDATE = "UpdateAlias20150331";

    private final TestClock clock = new TestClock();
    private final FakeAccount account = clock.account();
    private final FakeCloudTrail trail = new FakeCloudTrail(account);

    private TrailEvent event(String name, String function, Duration ago) {
        return event(name, function, ago, TrailActor.session(account, "deployer", "pipeline"));
    }

    private TrailEvent event(String name, String function, Duration ago, TrailActor actor) {
        Call call = new Call("lambda.amazonaws.com", name, "AWS::Lambda::Function", function);
        JsonObject request = JsonObject.empty().with("functionName", function);
        return new TrailEvent(account.now().minus(ago), actor, call, request, Outcome.answered(JsonObject.empty()));
    }

    private static LookupAttribute attribute(LookupAttributeKey key, String value) {
        return LookupAttribute.builder().attributeKey(key).attributeValue(value).build();
    }

    private List<String> functionsOf(LookupAttributeKey key, String value) {
        return trail.lookupEvents(r -> r.lookupAttributes(attribute(key, value))).events().stream()
                .map(event -> event.resources().get(0).resourceName())
                .toList();
    }

    private List<Instant> times() {
        return trail.lookupEvents(r -> {}).events().stream()
                .map(Event::eventTime)
                .toList();
    }

    @Test
    void an_event_is_not_visible_before_it_is_delivered() {
        trail.record(event(UPDATE, "indexer", Duration.ZERO));

        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        boolean early = trail.lookupEvents(r -> {}).hasEvents() && !times().isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(early).isFalse();
        assertThat(times()).containsExactly(TestClock.NOON);
    }

    @Test
    void the_delay_of_delivery_can_be_set() {
        trail.visibleAfter(Duration.ZERO);

        trail.record(event(UPDATE, "indexer", Duration.ZERO));

        assertThat(times()).hasSize(1);
    }

    @Test
    void a_negative_delay_is_refused() {
        assertThatThrownBy(() -> trail.visibleAfter(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CloudTrail was told to deliver events before their calls: expected a delay of zero or"
                        + " more, got PT-1S. Pass the time between a call and its event.");
    }

    @Test
    void events_come_newest_first_whatever_the_order_of_recording() {
        trail.record(event(UPDATE, "a", Duration.ofHours(1)));
        trail.record(event(UPDATE, "b", Duration.ofHours(3)));
        trail.record(event(UPDATE, "c", Duration.ofHours(2)));

        assertThat(functionsOf(LookupAttributeKey.EVENT_NAME, UPDATE)).containsExactly("a", "c", "b");
        assertThat(trail.recorded())
                .extracting(event -> event.call().resourceName())
                .containsExactly("a", "c", "b");
    }

    @Test
    void events_of_one_second_come_in_reverse_order_of_recording() {
        trail.record(event(UPDATE, "first", Duration.ofHours(1).minusMillis(200)));
        trail.record(event(UPDATE, "second", Duration.ofHours(1).minusMillis(100)));

        assertThat(functionsOf(LookupAttributeKey.EVENT_NAME, UPDATE)).containsExactly("second", "first");
        assertThat(times()).containsOnly(TestClock.NOON.minus(Duration.ofHours(1)));
    }

    @Test
    void events_older_than_90_days_are_gone() {
        trail.record(event(UPDATE, "kept", Duration.ofDays(90)));
        trail.record(event(UPDATE, "gone", Duration.ofDays(90).plusSeconds(1)));

        assertThat(functionsOf(LookupAttributeKey.EVENT_NAME, UPDATE)).containsExactly("kept");
    }

    @Test
    void the_event_name_must_be_exact() {
        trail.record(event(UPDATE, "indexer", Duration.ofHours(1)));

        assertThat(functionsOf(LookupAttributeKey.EVENT_NAME, "UpdateAlias")).isEmpty();
        assertThat(functionsOf(LookupAttributeKey.EVENT_NAME, UPDATE)).containsExactly("indexer");
    }

    @Test
    void every_kind_of_attribute_filters() {
        trail.record(event(UPDATE, "indexer", Duration.ofHours(1)));
        trail.record(event("CreateAlias20150331", "other", Duration.ofHours(2), TrailActor.user(account, "alice")));
        String id = trail.lookupEvents(r -> {}).events().get(0).eventId();

        assertThat(functionsOf(LookupAttributeKey.EVENT_ID, id)).containsExactly("indexer");
        assertThat(functionsOf(LookupAttributeKey.USERNAME, "alice")).containsExactly("other");
        assertThat(functionsOf(LookupAttributeKey.RESOURCE_NAME, "other")).containsExactly("other");
        assertThat(functionsOf(LookupAttributeKey.RESOURCE_TYPE, "AWS::Lambda::Function"))
                .hasSize(2);
        assertThat(functionsOf(LookupAttributeKey.EVENT_SOURCE, "lambda.amazonaws.com"))
                .hasSize(2);
        assertThat(functionsOf(LookupAttributeKey.READ_ONLY, "true")).isEmpty();
        assertThat(functionsOf(LookupAttributeKey.ACCESS_KEY_ID, "AKIA")).isEmpty();
    }

    @Test
    void only_one_attribute_is_allowed_in_a_call() {
        LookupAttribute name = attribute(LookupAttributeKey.EVENT_NAME, UPDATE);
        LookupAttribute resource = attribute(LookupAttributeKey.RESOURCE_NAME, "indexer");

        assertThatThrownBy(() -> trail.lookupEvents(r -> r.lookupAttributes(name, resource)))
                .isInstanceOfSatisfying(InvalidLookupAttributesException.class, refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(400);
                    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidLookupAttributesException");
                });
    }

    @Test
    void an_attribute_without_a_known_key_is_refused() {
        LookupAttribute unknown = LookupAttribute.builder()
                .attributeKey("Mood")
                .attributeValue("good")
                .build();

        assertThatThrownBy(() -> trail.lookupEvents(r -> r.lookupAttributes(unknown)))
                .isInstanceOf(InvalidLookupAttributesException.class);
    }

    @Test
    void times_limit_what_is_found_and_include_their_ends() {
        trail.record(event(UPDATE, "old", Duration.ofHours(3)));
        trail.record(event(UPDATE, "middle", Duration.ofHours(2)));
        trail.record(event(UPDATE, "new", Duration.ofHours(1)));
        Instant middle = TestClock.NOON.minus(Duration.ofHours(2));

        List<Event> found =
                trail.lookupEvents(r -> r.startTime(middle).endTime(middle)).events();

        assertThat(found)
                .extracting(event -> event.resources().get(0).resourceName())
                .containsExactly("middle");
    }

    @Test
    void a_start_after_the_end_is_refused() {
        assertThatThrownBy(() ->
                        trail.lookupEvents(r -> r.startTime(TestClock.NOON).endTime(TestClock.NOON.minusSeconds(1))))
                .isInstanceOf(InvalidTimeRangeException.class);
    }

    @Test
    void pages_hold_50_events_and_the_paginator_walks_them_all() {
        for (int i = 0; i < 120; i++) {
            trail.record(event(UPDATE, "f" + i, Duration.ofHours(200 - i)));
        }

        List<String> walked = new ArrayList<>();
        trail.lookupEventsPaginator(r -> {})
                .events()
                .forEach(event -> walked.add(event.resources().get(0).resourceName()));

        assertThat(trail.lookupEvents(r -> {}).events()).hasSize(50);
        assertThat(walked)
                .hasSize(120)
                .doesNotHaveDuplicates()
                .startsWith("f119")
                .endsWith("f0");
    }

    @Test
    void a_newly_delivered_event_does_not_shift_the_next_page() {
        trail.record(event(UPDATE, "late", Duration.ofMinutes(9)));
        trail.record(event(UPDATE, "b", Duration.ofHours(1)));
        trail.record(event(UPDATE, "a", Duration.ofHours(2)));
        LookupEventsResponse first = trail.lookupEvents(r -> r.maxResults(1));

        clock.advance(Duration.ofMinutes(2));
        LookupEventsResponse second = trail.lookupEvents(r -> r.maxResults(1).nextToken(first.nextToken()));

        assertThat(second.events().get(0).resources().get(0).resourceName()).isEqualTo("a");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void a_page_of_more_than_50_and_a_strange_token_are_refused() {
        assertThatThrownBy(() -> trail.lookupEvents(r -> r.maxResults(51)))
                .isInstanceOf(InvalidMaxResultsException.class);
        assertThatThrownBy(() -> trail.lookupEvents(r -> r.nextToken("strange")))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void the_body_says_who_did_what() {
        trail.record(event(UPDATE, "indexer", Duration.ofHours(1)));

        String body = trail.lookupEvents(r -> {}).events().get(0).cloudTrailEvent();

        assertThat(body)
                .contains("\"eventTime\":\"2026-11-20T11:00:00Z\"")
                .contains("\"eventName\":\"UpdateAlias20150331\"")
                .contains("\"type\":\"AssumedRole\"")
                .contains("\"arn\":\"arn:aws:sts::123456789012:assumed-role/deployer/pipeline\"")
                .contains("\"requestParameters\":{\"functionName\":\"indexer\"}")
                .contains("\"responseElements\":{}")
                .doesNotContain("errorCode");
    }

    @Test
    void the_body_names_the_service_that_called_on_someones_behalf() {
        trail.record(event(UPDATE, "indexer", Duration.ofHours(1), TrailActor.codeDeploy(account)));

        String body = trail.lookupEvents(r -> {}).events().get(0).cloudTrailEvent();

        assertThat(body)
                .contains("\"sourceIPAddress\":\"codedeploy.amazonaws.com\"")
                .contains("\"invokedBy\":\"codedeploy.amazonaws.com\"");
    }

    @Test
    void the_body_of_a_refused_call_has_its_error_and_no_answer() {
        TrailEvent made = event(UPDATE, "indexer", Duration.ofHours(1));
        Outcome refused = Outcome.refused("PreconditionFailedException", "stale");
        trail.record(new TrailEvent(made.time(), made.actor(), made.call(), made.request(), refused));

        String body = trail.lookupEvents(r -> {}).events().get(0).cloudTrailEvent();

        assertThat(body)
                .contains("\"errorCode\":\"PreconditionFailedException\",\"errorMessage\":\"stale\"")
                .contains("\"responseElements\":null");
    }

    @Test
    void a_forgotten_event_is_gone_and_its_twin_stays() {
        TrailEvent event = event(UPDATE, "indexer", Duration.ofHours(1));
        trail.record(event);
        trail.record(event);

        trail.forget(event);

        assertThat(trail.recorded()).containsExactly(event);
    }

    @Test
    void no_trail_keeps_nothing() {
        TrailEvent event = event(UPDATE, "indexer", Duration.ofHours(1));

        Trail.none().record(event);
        Trail.none().forget(event);

        assertThat(trail.recorded()).isEmpty();
    }
}
