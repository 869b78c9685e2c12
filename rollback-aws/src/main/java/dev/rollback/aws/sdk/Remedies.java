package dev.rollback.aws.sdk;

import dev.rollback.target.TargetException.Kind;

/** What to do about a failed call, by its kind. */
final class Remedies {

    private Remedies() {}

    static String of(Kind kind, Call call) {
        return switch (kind) {
            case THROTTLED ->
                "Nothing was done. The call is repeated more slowly; if this lasts, something else uses up the account's limit.";
            case TRANSIENT -> "Nothing was changed; it may pass, and the call may be tried again.";
            case UNKNOWN_OUTCOME ->
                "Whether it took effect is not known; live state is read before anything else is done.";
            case DENIED ->
                "Expected the permission " + call.operation()
                        + ". Grant it to the caller; the preview lists all that is needed.";
            case MISSING -> "Expected it to exist. Check the name, the account and the region.";
            case CONFLICT -> "Expected nobody else to change it. It is read again before anything else is done.";
            case CREDENTIALS ->
                "Expected valid credentials. Renew them or choose a profile (AWS_PROFILE), and check this machine's clock.";
            case INVALID -> "Expected a request that the service accepts. See its words above.";
        };
    }
}
