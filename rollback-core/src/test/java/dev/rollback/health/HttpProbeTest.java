package dev.rollback.health;

import static dev.rollback.health.HttpProbe.http;
import static dev.rollback.health.ScriptedLook.answering;
import static dev.rollback.health.ScriptedLook.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health.Verdict;
import dev.rollback.target.Http;
import dev.rollback.target.Look;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProbeTest {

    private static final HttpProbe SHOP = http("https://shop.example.com:8443/health?key=s3cr3t");
    private static final String PLACE = "GET https://shop.example.com:8443/health: ";

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 299})
    void any_2xx_is_healthy_unless_statuses_are_named(int status) {
        Health health = SHOP.look(answering(status, ""));

        assertThat(health).isEqualTo(Health.healthy(PLACE + "status " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 302, 404, 503})
    void any_other_status_is_unhealthy(int status) {
        Health health = SHOP.look(answering(status, ""));

        assertThat(health).isEqualTo(Health.unhealthy(PLACE + "expected status 2xx, got " + status));
    }

    @Test
    void only_the_named_statuses_are_healthy() {
        HttpProbe probe = SHOP.returns(200, 401);

        assertThat(probe.look(answering(401, "")).isHealthy()).isTrue();
        assertThat(probe.look(answering(204, "")).evidence()).isEqualTo(PLACE + "expected status 200 or 401, got 204");
    }

    @Test
    void the_body_is_searched_and_never_shown() {
        HttpProbe probe = SHOP.bodyContains("all (good)").bodyMatches("v\\d+\\.2");

        assertThat(probe.look(answering(200, "v10.2: all (good)")).isHealthy()).isTrue();
        assertThat(probe.look(answering(200, "password=hunter2")).evidence())
                .isEqualTo(PLACE + "expected a body containing \"all (good)\", got 16 characters without it;"
                        + " expected a body matching \"v\\d+\\.2\", got 16 characters without it");
    }

    @Test
    void json_values_are_compared_by_kind_and_value() {
        String body = "{\"status\":\"UP\",\"count\":3,\"ratio\":1.50,\"ready\":true,\"list\":[{\"a/b\":\"x\"}]}";
        HttpProbe probe = SHOP.json("/status", "UP")
                .json("/count", 3)
                .json("/ratio", 1.5)
                .json("/ready", true)
                .json("/list/0/a~1b", "x");

        Health health = probe.look(answering(200, body));

        assertThat(health)
                .isEqualTo(Health.healthy(
                        PLACE + "status 200; /status \"UP\"; /count 3; /ratio 1.50; /ready true; /list/0/a~1b \"x\""));
    }

    static Stream<Arguments> unlike() {
        return Stream.of(
                Arguments.of("{\"status\":\"DOWN\"}", "\"DOWN\""),
                Arguments.of("{\"status\":true}", "true"),
                Arguments.of("{\"status\":null}", "null"),
                Arguments.of("{\"status\":{\"code\":\"UP\"}}", "an object"),
                Arguments.of("{\"status\":[\"UP\"]}", "an array"),
                Arguments.of("{\"state\":\"UP\"}", "nothing at that place"),
                Arguments.of("", "nothing at that place"),
                Arguments.of("<html>", "a body that is not JSON"),
                Arguments.of("{\"status\":", "a body that is not JSON"));
    }

    @ParameterizedTest
    @MethodSource("unlike")
    void a_json_value_unlike_the_expected_one_is_unhealthy(String body, String actual) {
        Health health = SHOP.json("/status", "UP").look(answering(200, body));

        assertThat(health).isEqualTo(Health.unhealthy(PLACE + "expected /status \"UP\", got " + actual));
    }

    @Test
    void a_text_is_no_number_and_no_truth_value() {
        String body = "{\"count\":\"3\",\"ready\":\"true\"}";

        Health health = SHOP.json("/count", 3).json("/ready", true).look(answering(200, body));

        assertThat(health)
                .isEqualTo(
                        Health.unhealthy(PLACE + "expected /count 3, got \"3\"; expected /ready true, got \"true\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.0", "5", "7e3", "1e1000000"})
    void a_number_that_is_not_below_the_limit_is_unhealthy(String number) {
        Health health = SHOP.jsonBelow("/rate", 5.0).look(answering(200, "{\"rate\":" + number + "}"));

        assertThat(health).isEqualTo(Health.unhealthy(PLACE + "expected /rate below 5.0, got " + number));
    }

    @Test
    void numbers_within_the_limits_are_healthy() {
        HttpProbe probe = SHOP.jsonBelow("/rate", 5.0).jsonAbove("/rate", 1.0);

        assertThat(probe.look(answering(200, "{\"rate\":4.999}")).isHealthy()).isTrue();
        assertThat(probe.look(answering(200, "{\"rate\":1.0}")).evidence())
                .isEqualTo(PLACE + "expected /rate above 1.0, got 1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"rate\":null}", "{\"rate\":\"n/a\"}", "", "oops", "{\"rate\":1e99999999999}"})
    void no_number_to_compare_is_no_data_and_so_unknown(String body) {
        Health health = SHOP.jsonBelow("/rate", 5.0).look(answering(200, body));

        assertThat(health.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void what_is_unhealthy_outweighs_what_is_unknown() {
        Health health = SHOP.jsonBelow("/rate", 5.0).look(answering(500, "{}"));

        assertThat(health).isEqualTo(Health.unhealthy(PLACE + "expected status 2xx, got 500"));
    }

    @Test
    void a_header_is_found_whatever_the_case_of_its_name() {
        HttpProbe probe = SHOP.header("X-Version", "1.2");

        assertThat(probe.look(withHeader("x-VERSION", "1.1", "1.2")).isHealthy())
                .isTrue();
        assertThat(probe.look(withHeader("X-Version", "1.3")).evidence())
                .isEqualTo(PLACE + "expected header x-version \"1.2\", got \"1.3\"");
        assertThat(probe.look(answering(200, "")).evidence())
                .isEqualTo(PLACE + "expected header x-version \"1.2\", got none");
    }

    @Test
    void the_value_of_a_header_that_may_be_secret_is_not_shown() {
        HttpProbe probe = SHOP.header("Set-Cookie", "session=a");

        assertThat(probe.look(withHeader("set-cookie", "session=b")).evidence())
                .isEqualTo(PLACE + "expected header set-cookie (not shown), got (not shown)");
    }

    private static Look withHeader(String name, String... values) {
        TreeMap<String, List<String>> headers = new TreeMap<>();
        headers.put(name, List.of(values));
        return ScriptedLook.http(request -> new Http.Answer(200, headers, "", Duration.ZERO));
    }

    @Test
    void a_slow_answer_is_unhealthy() {
        HttpProbe probe = SHOP.fasterThan(Duration.ofMillis(300));

        assertThat(probe.look(after(299)).evidence()).isEqualTo(PLACE + "status 200; in 299 ms");
        assertThat(probe.look(after(300)))
                .isEqualTo(Health.unhealthy(PLACE + "expected an answer within 300 ms, got one after 300 ms"));
    }

    private static Look after(long millis) {
        return ScriptedLook.http(request -> new Http.Answer(200, new TreeMap<>(), "", Duration.ofMillis(millis)));
    }

    @Test
    void sends_what_was_asked_for() {
        List<Http.Request> sent = new ArrayList<>();
        HttpProbe probe = SHOP.method("HEAD")
                .requestHeader("Authorization", "Bearer s3cr3t")
                .requestHeader("authorization", "Bearer other")
                .timeout(Duration.ofSeconds(2));

        probe.look(ScriptedLook.http(request -> {
            sent.add(request);
            return Http.Answer.of(200, "");
        }));

        assertThat(sent).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("HEAD");
            assertThat(request.uri()).hasToString("https://shop.example.com:8443/health?key=s3cr3t");
            assertThat(request.headers()).hasSize(1).containsValue("Bearer other");
            assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @Test
    void waits_five_seconds_and_longer_if_the_answer_may_take_longer() {
        List<Duration> timeouts = new ArrayList<>();
        Look look = ScriptedLook.http(request -> {
            timeouts.add(request.timeout());
            return Http.Answer.of(200, "");
        });

        SHOP.look(look);
        SHOP.fasterThan(Duration.ofSeconds(1)).look(look);
        SHOP.fasterThan(Duration.ofSeconds(8)).look(look);

        assertThat(timeouts).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(8));
    }

    static Stream<Arguments> silences() {
        return Stream.of(
                Arguments.of(
                        new ConnectException("Connection refused"), Health.unhealthy("the connection was refused")),
                Arguments.of(new HttpTimeoutException("late"), Health.unhealthy("no whole answer within 5000 ms")),
                Arguments.of(
                        new HttpConnectTimeoutException("late"), Health.unhealthy("no whole answer within 5000 ms")),
                Arguments.of(new SocketTimeoutException("late"), Health.unhealthy("no whole answer within 5000 ms")),
                Arguments.of(new SocketException("Connection reset"), Health.unhealthy("the connection was dropped")),
                Arguments.of(new IOException(new EOFException()), Health.unhealthy("the connection was dropped")),
                Arguments.of(new UnknownHostException("shop"), Health.unknown("the host name is not known here")),
                Arguments.of(
                        new ConnectException().initCause(new UnknownHostException("shop")),
                        Health.unknown("the host name is not known here")),
                Arguments.of(new NoRouteToHostException(), Health.unknown("there is no way to the host from here")),
                Arguments.of(new InterruptedIOException("interrupted"), Health.unknown("no answer: interrupted")),
                Arguments.of(new IOException(), Health.unknown("no answer: IOException")));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void no_answer_is_unhealthy_only_where_it_says_something_of_the_service(IOException failure, Health expected) {
        Health health = SHOP.look(failing(failure));

        assertThat(health).isEqualTo(new Health(expected.verdict(), PLACE + expected.evidence()));
    }

    @Test
    void describes_itself_without_query_and_headers() {
        HttpProbe probe = SHOP.requestHeader("X-Api-Key", "s3cr3t");

        assertThat(probe.describe()).isEqualTo("GET https://shop.example.com:8443/health");
        assertThat(probe).hasToString(probe.describe());
    }
}
