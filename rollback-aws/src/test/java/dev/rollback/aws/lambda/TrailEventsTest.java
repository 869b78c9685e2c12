package dev.rollback.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.TestClock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.model.Event;

class TrailEventsTest {

    private final TrailEvents events = new TrailEvents(AliasName.of("search-indexer", "live"));

    private static Event event(String name, String body) {
        return Event.builder()
                .eventName(name)
                .eventTime(TestClock.START)
                .cloudTrailEvent(body)
                .build();
    }

    @Test
    void a_move_without_an_answer_is_read_from_the_request() {
        Event event = event("UpdateAlias20150331", """
                {"userIdentity":{"arn":"arn:aws:iam::1:user/ann"},"sourceIPAddress":"203.0.113.24",
                 "requestParameters":{"functionName":"arn:aws:lambda:eu-west-1:123456789012:function:search-indexer",
                 "name":"live","functionVersion":"7","routingConfig":{"additionalVersionWeights":{"8":0.25}}}}""");

        Move move = events.move(event).orElseThrow();

        assertThat(move.routing()).isEqualTo(Routing.of("7", Map.of("8", 0.25)));
        assertThat(move.at()).isEqualTo(TestClock.START);
        assertThat(move.by()).isEqualTo("arn:aws:iam::1:user/ann");
        assertThat(move.creates()).isFalse();
    }

    @Test
    void the_answer_tells_the_version_where_the_request_leaves_it_out() {
        Event event = event("UpdateAlias20150331", """
                {"requestParameters":{"functionName":"search-indexer","name":"live","routingConfig":{}},
                 "responseElements":{"functionVersion":"7","routingConfig":{"additionalVersionWeights":{"8":0.5}}}}""");

        assertThat(events.move(event)).map(Move::routing).contains(Routing.of("7", Map.of("8", 0.5)));
    }

    @Test
    void codedeploy_is_known_by_its_name_as_caller_or_as_source() {
        String asked =
                "\"requestParameters\":{\"functionName\":\"search-indexer\",\"name\":\"live\",\"functionVersion\":\"7\"}";
        Event invoked = event(
                "UpdateAlias20150331", "{\"userIdentity\":{\"invokedBy\":\"codedeploy.amazonaws.com\"}," + asked + "}");
        Event sourced =
                event("UpdateAlias20150331", "{\"sourceIPAddress\":\"codedeploy.amazonaws.com\"," + asked + "}");

        assertThat(events.move(invoked)).map(Move::isByCodeDeploy).contains(true);
        assertThat(events.move(sourced)).map(Move::isByCodeDeploy).contains(true);
    }

    @Test
    void a_change_of_the_description_alone_is_no_move() {
        Event event = event(
                "UpdateAlias20150331",
                "{\"requestParameters\":{\"functionName\":\"search-indexer\",\"name\":\"live\",\"description\":\"x\"}}");

        assertThat(events.move(event)).isEmpty();
    }

    @Test
    void a_refused_call_is_no_move() {
        Event event = event(
                "UpdateAlias20150331",
                "{\"errorCode\":\"PreconditionFailedException\",\"requestParameters\":{\"functionName\":\"search-indexer\","
                        + "\"name\":\"live\",\"functionVersion\":\"7\"}}");

        assertThat(events.move(event)).isEmpty();
    }

    @Test
    void an_alias_begins_with_its_creation() {
        Event event = event(
                "CreateAlias20150331",
                "{\"requestParameters\":{\"functionName\":\"search-indexer\",\"name\":\"live\",\"functionVersion\":\"7\"}}");

        assertThat(events.move(event)).map(Move::creates).contains(true);
    }

    @Test
    void what_cannot_be_read_is_passed_over() {
        assertThat(events.move(event("UpdateAlias20150331", "not json"))).isEmpty();
        assertThat(events.move(Event.builder().eventName("UpdateAlias20150331").build()))
                .isEmpty();
        assertThat(events.move(event("UpdateAlias20150331", "{\"requestParameters\":null}")))
                .isEmpty();
    }
}
