package dev.rollback.testkit.cloudtrail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One API call as CloudTrail sees it.
 *
 * @param time when the call was made; CloudTrail keeps whole seconds
 * @param actor who made it
 * @param call which operation on which resource
 * @param request the {@code requestParameters}
 * @param outcome the {@code responseElements}, or why the service refused: refused calls are recorded too
 */
public record TrailEvent(Instant time, TrailActor actor, Call call, JsonObject request, Outcome outcome) {

    /**
     * An operation on a resource.
     *
     * @param source the service, as {@code lambda.amazonaws.com}
     * @param name the event name, for Lambda with a date, as {@code UpdateAlias20150331}
     * @param resourceType type of the resource, as {@code AWS::Lambda::Function}
     * @param resourceName name of the resource
     */
    public record Call(String source, String name, String resourceType, String resourceName) {}

    /**
     * What the service answered.
     *
     * @param response the {@code responseElements}, or null if the call was refused
     * @param errorCode the service's code, or null if it was not
     * @param errorMessage the service's message, or null if it was not
     */
    public record Outcome(
            @Nullable JsonObject response,
            @Nullable String errorCode,
            @Nullable String errorMessage) {
        /** Returns the outcome of a call that took effect. */
        public static Outcome answered(JsonObject response) {
            return new Outcome(response, null, null);
        }

        /** Returns the outcome of a call that changed nothing. */
        public static Outcome refused(String errorCode, String errorMessage) {
            return new Outcome(null, errorCode, errorMessage);
        }
    }
}
