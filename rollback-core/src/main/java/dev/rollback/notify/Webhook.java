package dev.rollback.notify;

import dev.rollback.target.Http;
import dev.rollback.target.HttpSyntax;
import dev.rollback.target.TargetException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Sends messages by HTTP, to chat ({@link #slack}) or to anything else that takes a request ({@link #to}: a ticket, a status page, a log of deployments). Any 2xx
 * status means that it was taken. One of 408, 425, 429 or 5xx, a connection that does not come about and an answer that does not come are tried again, after {@code
 * Retry-After} if a 429 or 503 says so in seconds. Anything else is not, redirects included that would drop the message.
 *
 * <p>A URL like that is a password: nothing but its host is ever printed, nor any header's value, nor what was sent.
 *
 * <p>Immutable: each method gives a new one. Thread-safe.
 */
public final class Webhook implements Notifier {

    /** Mattermost takes 16,383 characters, Slack 40,000. */
    private static final int LONGEST_CHAT = 15_000;

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(8);

    private final String name;
    private final Http.Request request;
    private final Function<Message, String> body;

    private Webhook(String name, Http.Request request, Function<Message, String> body) {
        this.name = name;
        this.request = request;
        this.body = body;
    }

    /**
     * An incoming webhook of Slack, or of what takes the same, such as Mattermost: {@code {"text": …}} with the title in bold. Text beyond 15,000 characters is cut. Source: Slack,
     * "Sending messages using incoming webhooks" and "Formatting message text"; Mattermost, "Incoming webhooks".
     *
     * @param url as it was given out, which is a secret
     * @throws IllegalArgumentException when it is no absolute https URL with a host, or holds a user or password
     */
    public static Webhook slack(String url) {
        URI uri = checked("slack", url);
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            throw refusal("slack", "does not start with https://, and would be sent in clear");
        }
        return new Webhook("Slack webhook", request("POST", uri, SortedHeaders.json(), DEFAULT_TIMEOUT), Webhook::chat);
    }

    /**
     * A webhook that gets {@link Message#toJson()} by {@code POST}, with the id of the message as {@code Idempotency-Key}.
     *
     * @param url may be a secret
     * @throws IllegalArgumentException when it is no absolute http or https URL with a host, or holds a user or password
     */
    public static Webhook to(String url) {
        Http.Request post = request("POST", checked("to", url), SortedHeaders.json(), DEFAULT_TIMEOUT);
        return new Webhook("webhook", post, Message::toJson);
    }

    /**
     * Sends requests of this method; by default {@code POST}.
     *
     * @throws IllegalArgumentException when it is no name of a method
     */
    public Webhook method(String method) {
        if (!HttpSyntax.isToken(method)) {
            throw new IllegalArgumentException("A webhook cannot use the method \"" + method
                    + "\", expected letters: write for example method(\"PUT\").");
        }
        return with(request(method, request.uri(), request.headers(), request.timeout()));
    }

    /**
     * Sends this header along. Its value is never printed.
     *
     * @throws IllegalArgumentException when the name or value has a character that headers cannot have, or HTTP itself sets the header
     */
    public Webhook requestHeader(String header, String value) {
        SortedHeaders.check(header, value);
        SortedMap<String, String> headers = SortedHeaders.copy(request.headers());
        headers.put(header, value);
        return with(request(
                request.method(), request.uri(), Collections.unmodifiableSortedMap(headers), request.timeout()));
    }

    /**
     * Sends this in the place of the usual body, for example the form of a ticket system.
     *
     * @param contentType for example {@code application/json}
     * @param content makes the body of a message; what it throws means that the message is given up
     * @throws IllegalArgumentException when the type has a character that headers cannot have
     */
    public Webhook body(String contentType, Function<Message, String> content) {
        Webhook typed = requestHeader("Content-Type", contentType);
        return new Webhook(name, typed.request, content);
    }

    /**
     * Waits so long for the whole answer; by default 8 seconds, and no longer than the engine gives a try.
     *
     * @throws IllegalArgumentException when it is not above zero
     */
    public Webhook timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "A webhook cannot wait for " + timeout + ", expected a time above zero: correct timeout(...).");
        }
        return with(request(request.method(), request.uri(), request.headers(), timeout));
    }

    /**
     * Calls it that in logs and records, to tell several apart: {@code named("status page")}.
     *
     * @throws IllegalArgumentException when the name is blank, or has line breaks or tabs
     */
    public Webhook named(String other) {
        if (other.isBlank() || other.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "A webhook is called by a word or some on one line: write for example named(\"status page\").");
        }
        return new Webhook(other, request, body);
    }

    private Webhook with(Http.Request other) {
        return new Webhook(name, other, body);
    }

    private static Http.Request request(String method, URI uri, SortedMap<String, String> headers, Duration timeout) {
        return new Http.Request(method, uri, headers, timeout);
    }

    private static URI checked(String method, String url) {
        HttpSyntax.faultOf(url).ifPresent(fault -> {
            throw refusal(method, fault);
        });
        return URI.create(url);
    }

    /** Shows nothing of the URL: what is wrong with it may be that it is the token alone. */
    private static IllegalArgumentException refusal(String method, String fault) {
        return new IllegalArgumentException(
                "Webhook." + method
                        + "(...) cannot use the URL that it was given, which is not shown because it may be a secret: it "
                        + fault
                        + ". Expected an absolute URL with a host, such as https://hooks.example.com/...: copy it again from where it was given out.");
    }

    @Override
    public String describe() {
        return name + " at " + request.uri().getHost();
    }

    @Override
    public void send(Message message, Try attempt) {
        Duration timeout = attempt.timeout().compareTo(request.timeout()) < 0 ? attempt.timeout() : request.timeout();
        SortedMap<String, String> headers = SortedHeaders.copy(request.headers());
        headers.putIfAbsent("Idempotency-Key", message.id());
        Http.Request made = new Http.Request(request.method(), request.uri(), headers, timeout, made(message));
        try {
            WebhookAnswer.judge(describe(), attempt.http().send(made));
        } catch (IOException e) {
            throw WebhookAnswer.none(describe(), e);
        }
    }

    private String made(Message message) {
        try {
            return body.apply(message);
        } catch (RuntimeException e) {
            // What it says may hold the message, or a secret of whoever made it.
            throw TargetException.invalid("The body for " + describe() + " could not be made: "
                    + e.getClass().getName() + ". Mend the function that was given to body(...).");
        }
    }

    private static String chat(Message message) {
        String text = "*" + escaped(message.title()) + "*\n" + escaped(message.toText());
        return MessageJson.text(cut(text));
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_CHAT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_CHAT - 2)) ? LONGEST_CHAT - 2 : LONGEST_CHAT - 1;
        return text.substring(0, end) + "…";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return describe();
    }

    /** Headers by name, whatever its case. */
    private static final class SortedHeaders {

        private SortedHeaders() {}

        static SortedMap<String, String> json() {
            SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.put("Content-Type", "application/json; charset=utf-8");
            return Collections.unmodifiableSortedMap(headers);
        }

        static SortedMap<String, String> copy(SortedMap<String, String> of) {
            SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(of);
            return headers;
        }

        static void check(String header, String value) {
            if (!HttpSyntax.isToken(header) || HttpSyntax.isSetByHttp(header)) {
                throw new IllegalArgumentException(
                        "A webhook cannot send the header \"" + header
                                + "\", expected letters, digits and dashes, and none that HTTP sets itself: write for example requestHeader(\"Authorization\", ...).");
            }
            if (!HttpSyntax.isHeaderValue(value)) {
                throw new IllegalArgumentException("A webhook cannot send the header " + header
                        + ": its value has a line break or another character that a header cannot have, expected printable"
                        + " ones: correct the value, which is not shown here.");
            }
        }
    }
}
