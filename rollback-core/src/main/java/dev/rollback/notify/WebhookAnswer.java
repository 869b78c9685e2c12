package dev.rollback.notify;

import dev.rollback.target.Http;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the answer of a webhook, or that there is none, means for the message. Repeats nothing that may be a secret. */
final class WebhookAnswer {

    private static final List<Integer> MAY_PASS = List.of(408, 425);
    private static final List<Integer> DENIED = List.of(401, 403, 407);
    private static final List<Integer> GONE = List.of(404, 410);

    /** A code such as {@code invalid_payload}, as chat says what is wrong; anything longer may repeat what it was sent. */
    private static final Pattern CODE = Pattern.compile("[a-z][a-z_]{1,39}");

    private static final Pattern SECONDS = Pattern.compile("\\d{1,5}");

    private WebhookAnswer() {}

    static void judge(String webhook, Http.Answer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return;
        }
        String text = webhook + " answered status " + status + code(answer) + ". ";
        if (status == 429 || (status == 503 && retryAfter(answer).isPresent())) {
            String later = text + "It is asked too often; the message is sent later.";
            throw retryAfter(answer)
                    .map(after -> TargetException.throttled(later, after))
                    .orElseGet(() -> TargetException.of(Kind.THROTTLED, later));
        }
        throw TargetException.of(kind(status), text + remedy(status));
    }

    private static Kind kind(int status) {
        if (status >= 500 || MAY_PASS.contains(status)) {
            return Kind.TRANSIENT;
        }
        if (DENIED.contains(status)) {
            return Kind.DENIED;
        }
        return GONE.contains(status) ? Kind.MISSING : Kind.INVALID;
    }

    private static String remedy(int status) {
        return switch (kind(status)) {
            case TRANSIENT -> "It may pass.";
            case DENIED -> "Expected a URL or a token that it accepts: renew it.";
            case MISSING -> "Expected it to exist: it was removed, or the URL is not whole. Make it anew.";
            default ->
                status >= 300 && status < 400
                        ? "It redirects to where the message would be lost: give the URL that takes it."
                        : "Expected it to accept the message: look at what it wants.";
        };
    }

    private static String code(Http.Answer answer) {
        String body = answer.body().strip();
        return CODE.matcher(body).matches() ? " (" + body + ")" : "";
    }

    private static Optional<Duration> retryAfter(Http.Answer answer) {
        return answer.header("Retry-After")
                .map(String::strip)
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    /** The text of the failure may hold the URL, so its kind is told and it is no cause. */
    static TargetException none(String webhook, IOException failure) {
        if (failure instanceof UnknownHostException) {
            return TargetException.of(Kind.TRANSIENT, webhook + " is not known here: expected a name that resolves.");
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return TargetException.of(Kind.TRANSIENT, webhook + " cannot be reached; it may pass.");
        }
        return TargetException.of(
                Kind.UNKNOWN_OUTCOME,
                webhook + " gave no whole answer (" + failure.getClass().getSimpleName()
                        + "); whether it took the message is not known.");
    }
}
