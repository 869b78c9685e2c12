package dev.rollback.health;

import dev.rollback.target.Http;
import dev.rollback.target.Look;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Looks at health by one HTTP request: {@code http("https://shop.example.com/health").returns(200).json("/status", "UP")}. All that is
 * expected has to come; nothing said means any 2xx status. Redirects are followed, and at most {@link Http#MAX_BODY} bytes of the body are
 * looked at.
 *
 * <p>A service that refuses or drops the connection, or gives no whole answer in time, is unhealthy. Where the fault may be on our side (the
 * host name is not known, there is no way to the host, its certificate is not trusted here) the verdict is unknown, as it is for a number
 * that is not there to be compared with a limit. The evidence shows scheme, host and path, what was expected and what came; never the query, a
 * request header's value or the body.
 *
 * <p>Immutable: each method gives a new probe. Thread-safe.
 */
public final class HttpProbe implements Probe {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    private final Http.Request request;
    private final Expectation status;
    private final List<Expectation> expectations;

    private HttpProbe(Http.Request request, Expectation status, List<Expectation> expectations) {
        this.request = request;
        this.status = status;
        this.expectations = expectations;
    }

    /**
     * A probe that gets this URL and expects any 2xx status within 5 seconds.
     *
     * @throws IllegalArgumentException when it is no absolute http or https URL with a host, or holds a user or password
     */
    public static HttpProbe http(String url) {
        Http.Request get = new Http.Request(
                "GET", ProbeUrl.parse(url), Collections.unmodifiableSortedMap(new TreeMap<>()), DEFAULT_TIMEOUT);
        return new HttpProbe(get, Expectations.SUCCESS, List.of());
    }

    /**
     * Expects one of these statuses. By default any from 200 to 299. Said twice, the last counts.
     *
     * @throws IllegalArgumentException when there is none, or one that is no HTTP status
     */
    public HttpProbe returns(int... statuses) {
        return new HttpProbe(request, Expectations.status(statuses), expectations);
    }

    /** Expects this text somewhere in the body, in the same case. */
    public HttpProbe bodyContains(String text) {
        return and(Expectations.bodyContains(text));
    }

    /**
     * Expects a part of the body to match this regular expression.
     *
     * @throws IllegalArgumentException when it is no regular expression
     */
    public HttpProbe bodyMatches(String regex) {
        return and(Expectations.bodyMatches(regex));
    }

    /**
     * Expects this text at a place of the JSON body, for example {@code json("/status", "UP")}.
     *
     * @param pointer a JSON pointer (RFC 6901)
     * @throws IllegalArgumentException when it is no JSON pointer
     */
    public HttpProbe json(String pointer, String expected) {
        return and(JsonExpectation.equal(pointer, expected));
    }

    /**
     * Expects this truth value at a place of the JSON body.
     *
     * @param pointer a JSON pointer (RFC 6901)
     * @throws IllegalArgumentException when it is no JSON pointer
     */
    public HttpProbe json(String pointer, boolean expected) {
        return and(JsonExpectation.equal(pointer, expected));
    }

    /**
     * Expects this number at a place of the JSON body.
     *
     * @param pointer a JSON pointer (RFC 6901)
     * @throws IllegalArgumentException when it is no JSON pointer
     */
    public HttpProbe json(String pointer, long expected) {
        return and(JsonExpectation.equal(pointer, BigDecimal.valueOf(expected)));
    }

    /**
     * Expects this number at a place of the JSON body; 1.50 equals 1.5.
     *
     * @param pointer a JSON pointer (RFC 6901)
     * @throws IllegalArgumentException when it is no JSON pointer, or the number is not finite
     */
    public HttpProbe json(String pointer, double expected) {
        return and(JsonExpectation.equal(pointer, JsonExpectation.finite("json", expected)));
    }

    /**
     * Expects a number below this limit at a place of the JSON body. No number there is unknown, not unhealthy.
     *
     * @param pointer a JSON pointer (RFC 6901)
     * @throws IllegalArgumentException when it is no JSON pointer, or the limit is not finite
     */
    public HttpProbe jsonBelow(String pointer, double limit) {
        return and(JsonExpectation.below(pointer, limit));
    }

    /**
     * Expects a number above this limit at a place of the JSON body. No number there is unknown, not unhealthy.
     *
     * @param pointer a JSON pointer (RFC 6901)
     * @throws IllegalArgumentException when it is no JSON pointer, or the limit is not finite
     */
    public HttpProbe jsonAbove(String pointer, double limit) {
        return and(JsonExpectation.above(pointer, limit));
    }

    /** Expects a header of the answer to have this value, or one of its values to. The case of the name does not matter. */
    public HttpProbe header(String name, String value) {
        return and(Expectations.header(ProbeHeader.name(name), value));
    }

    /**
     * Expects the whole answer in less than this time. A shorter {@link #timeout time-out} is stretched to it.
     *
     * @throws IllegalArgumentException when it is not above zero
     */
    public HttpProbe fasterThan(Duration limit) {
        Duration positive = positive("fasterThan", limit);
        Duration stretched = positive.compareTo(request.timeout()) > 0 ? positive : request.timeout();
        return asking(request.method(), request.headers(), stretched).and(Expectations.fasterThan(positive));
    }

    /**
     * Sends a request of this method, without a body. By default {@code GET}. It must change nothing: it is sent again and again.
     *
     * @throws IllegalArgumentException when it is no name of a method
     */
    public HttpProbe method(String method) {
        return asking(ProbeHeader.method(method), request.headers(), request.timeout());
    }

    /**
     * Sends this header along. Its value is never printed.
     *
     * @throws IllegalArgumentException when the name or value has a character that headers cannot have, or HTTP itself sets the header
     */
    public HttpProbe requestHeader(String name, String value) {
        SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        headers.put(ProbeHeader.settable(name), ProbeHeader.value(name, value));
        return asking(request.method(), Collections.unmodifiableSortedMap(headers), request.timeout());
    }

    /**
     * Waits so long for the whole answer; by default 5 seconds. It also has to fit the engine's time-out for a call.
     *
     * @throws IllegalArgumentException when it is not above zero
     */
    public HttpProbe timeout(Duration timeout) {
        return asking(request.method(), request.headers(), positive("timeout", timeout));
    }

    private HttpProbe asking(String method, SortedMap<String, String> headers, Duration timeout) {
        return new HttpProbe(new Http.Request(method, request.uri(), headers, timeout), status, expectations);
    }

    private HttpProbe and(Expectation expectation) {
        List<Expectation> more = new ArrayList<>(expectations);
        more.add(expectation);
        return new HttpProbe(request, status, List.copyOf(more));
    }

    private static Duration positive(String method, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("An HTTP probe cannot wait for " + time
                    + ", expected a time above zero: correct " + method + "(...).");
        }
        return time;
    }

    @Override
    public String describe() {
        return request.method() + " " + Shown.place(request.uri());
    }

    @Override
    public Health look(Look look) {
        try {
            return named(judge(look.http().send(request)));
        } catch (IOException e) {
            return named(NoAnswer.meaning(e, request.timeout()));
        }
    }

    private Health named(Health health) {
        return new Health(health.verdict(), describe() + ": " + health.evidence());
    }

    /** Unhealthy if anything is, else unknown if anything is; the evidence is of what decided it. */
    private Health judge(Http.Answer answer) {
        List<Health> found = new ArrayList<>(List.of(status.judge(answer)));
        expectations.forEach(expectation -> found.add(expectation.judge(answer)));
        Health.Verdict worst =
                List.of(Health.Verdict.UNHEALTHY, Health.Verdict.UNKNOWN, Health.Verdict.HEALTHY).stream()
                        .filter(verdict -> found.stream().anyMatch(health -> health.verdict() == verdict))
                        .findFirst()
                        .orElseThrow();
        String evidence = found.stream()
                .filter(health -> health.verdict() == worst)
                .map(Health::evidence)
                .collect(Collectors.joining("; "));
        return new Health(worst, evidence);
    }

    @Override
    public String toString() {
        return describe();
    }
}
