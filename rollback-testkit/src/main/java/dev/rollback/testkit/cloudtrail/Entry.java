package dev.rollback.testkit.cloudtrail;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.Resource;

/** A recorded event with its id and its place in the order of recording. */
record Entry(TrailEvent event, String id, long sequence) {

    /** CloudTrail's times are whole seconds: two calls within one second are told apart by nothing but their order. */
    Instant time() {
        return event.time().truncatedTo(ChronoUnit.SECONDS);
    }

    boolean matches(LookupAttribute attribute) {
        String value = attribute.attributeValue();
        return switch (attribute.attributeKey()) {
            case EVENT_ID -> id.equals(value);
            case EVENT_NAME -> event.call().name().equals(value);
            case EVENT_SOURCE -> event.call().source().equals(value);
            case USERNAME -> event.actor().userName().equals(value);
            case RESOURCE_TYPE -> event.call().resourceType().equals(value);
            case RESOURCE_NAME -> event.call().resourceName().equals(value);
            case READ_ONLY -> "false".equals(value);
            case ACCESS_KEY_ID, UNKNOWN_TO_SDK_VERSION -> false;
        };
    }

    Event asEvent(FakeAccount account) {
        TrailEvent.Call call = event.call();
        Resource resource = Resource.builder()
                .resourceType(call.resourceType())
                .resourceName(call.resourceName())
                .build();
        return Event.builder()
                .eventId(id)
                .eventName(call.name())
                .readOnly("false")
                .eventTime(time())
                .eventSource(call.source())
                .username(event.actor().userName())
                .resources(resource)
                .cloudTrailEvent(body(account).toString())
                .build();
    }

    private JsonObject body(FakeAccount account) {
        JsonObject head = JsonObject.empty()
                .with("eventVersion", "1.11")
                .with("userIdentity", event.actor().identity(account.id()))
                .with("eventTime", time().toString())
                .with("eventSource", event.call().source())
                .with("eventName", event.call().name())
                .with("awsRegion", account.region())
                .with("sourceIPAddress", event.actor().sourceAddress())
                .with("userAgent", event.actor().userAgent());
        return withOutcome(head)
                .with("eventID", id)
                .with("readOnly", false)
                .with("eventType", "AwsApiCall")
                .with("managementEvent", true)
                .with("recipientAccountId", account.id())
                .with("eventCategory", "Management");
    }

    private JsonObject withOutcome(JsonObject head) {
        TrailEvent.Outcome outcome = event.outcome();
        JsonObject judged = head;
        if (outcome.errorCode() != null) {
            judged = judged.with("errorCode", outcome.errorCode());
        }
        if (outcome.errorMessage() != null) {
            judged = judged.with("errorMessage", outcome.errorMessage());
        }
        JsonObject asked = judged.with("requestParameters", event.request());
        return outcome.response() == null
                ? asked.withNull("responseElements")
                : asked.with("responseElements", outcome.response());
    }
}
