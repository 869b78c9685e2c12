package dev.rollback.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.target.Http;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    private static final String SLACK = "https://hooks.slack.com/services/T0/B0/s3cr3t";
    private static final Duration TRY = Duration.ofSeconds(10);

    private final List<Http.Request> made = new ArrayList<>();
    private Http.Answer answer = Http.Answer.of(200, "ok");

    private void send(Webhook webhook) {
        send(webhook, TRY);
    }

    private void send(Webhook webhook, Duration within) {
        Message message = Messages.of("checkout: <started> & \"on\"", "Reason: a < b & c > d");
        webhook.send(message, new Notifier.Try(1, within, this::answer));
    }

    private Http.Answer answer(Http.Request request) {
        made.add(request);
        return answer;
    }

    private static Http.Answer answer(int status, String header, String value) {
        TreeMap<String, List<String>> headers = new TreeMap<>();
        headers.put(header, List.of(value));
        return new Http.Answer(status, headers, "", Duration.ZERO);
    }

    private TargetException failure(Webhook webhook) {
        try {
            send(webhook);
        } catch (TargetException e) {
            return e;
        }
        throw new AssertionError("expected it to fail");
    }

    @Test
    void slack_gets_text_with_its_three_characters_escaped() {
        send(Webhook.slack(SLACK));

        assertThat(made).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).hasToString(SLACK);
            assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(8));
            assertThat(request.headers()).containsEntry("content-type", "application/json; charset=utf-8");
            assertThat(request.body())
                    .startsWith(
                            "{\"text\":\"*checkout: &lt;started&gt; &amp; \\\"on\\\"*\\nReason: a &lt; b &amp; c &gt; d\\n")
                    .contains("12:00 UTC: There is a problem with checkout.")
                    .endsWith("MAJOR\"}");
        });
    }

    @Test
    void slack_gets_no_more_text_than_it_takes() {
        Message message = Messages.of("title", "x".repeat(14_986) + "😀".repeat(3_000));

        Webhook.slack(SLACK).send(message, new Notifier.Try(1, TRY, this::answer));

        assertThat(made.get(0).body()).hasSizeBetween(15_000, 15_020).endsWith("…\"}");
        assertThat(made.get(0)
                                .body()
                                .chars()
                                .filter(unit -> Character.isSurrogate((char) unit))
                                .count()
                        % 2)
                .as("no half of a character")
                .isZero();
    }

    @Test
    void others_get_the_message_as_json_under_its_id() {
        send(Webhook.to("http://deployments.example.com/log?key=s3cr3t"));

        assertThat(made).singleElement().satisfies(request -> {
            assertThat(request.body())
                    .isEqualTo(Messages.of("checkout: <started> & \"on\"", "Reason: a < b & c > d")
                            .toJson());
            assertThat(request.headers()).containsEntry("Idempotency-Key", Messages.RUN + "-started");
        });
    }

    @Test
    void others_get_what_they_want_where_that_is_said() {
        send(Webhook.to("https://status.example.com/incidents/7")
                .method("PATCH")
                .requestHeader("Authorization", "OAuth s3cr3t")
                .body("text/plain", Message::statusUpdate)
                .timeout(Duration.ofSeconds(3)));

        assertThat(made).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("PATCH");
            assertThat(request.headers())
                    .containsEntry("Authorization", "OAuth s3cr3t")
                    .containsEntry("Content-Type", "text/plain");
            assertThat(request.body()).isEqualTo("12:00 UTC: There is a problem with checkout.");
            assertThat(request.timeout()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void waits_no_longer_than_the_engine() {
        send(Webhook.to(SLACK), Duration.ofSeconds(2));

        assertThat(made.get(0).timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shows_its_host_alone() {
        assertThat(Webhook.slack(SLACK))
                .returns("Slack webhook at hooks.slack.com", Webhook::describe)
                .hasToString("Slack webhook at hooks.slack.com");
        assertThat(Webhook.to(SLACK).requestHeader("X-Key", "s3cr3t").named("status page"))
                .hasToString("status page at hooks.slack.com");
        send(Webhook.to(SLACK));
        assertThat(made.get(0)).hasToString("POST https://hooks.slack.com");
    }

    @ParameterizedTest
    @CsvSource({
        "408, TRANSIENT",
        "500, TRANSIENT",
        "503, TRANSIENT",
        "429, THROTTLED",
        "400, INVALID",
        "302, INVALID",
        "307, INVALID",
        "401, DENIED",
        "403, DENIED",
        "404, MISSING",
        "410, MISSING",
    })
    void an_answer_says_whether_another_try_is_worth_it(int status, Kind expected) {
        answer = Http.Answer.of(status, "the token s3cr3t is not known");

        assertThat(failure(Webhook.slack(SLACK)))
                .returns(expected, TargetException::kind)
                .message()
                .startsWith("Slack webhook at hooks.slack.com answered status " + status + ". ")
                .doesNotContain("s3cr3t");
    }

    @Test
    void any_2xx_status_is_enough() {
        answer = Http.Answer.of(204, "");

        send(Webhook.to(SLACK));

        assertThat(made).hasSize(1);
    }

    @Test
    void a_code_of_the_other_side_is_shown() {
        answer = Http.Answer.of(400, "invalid_payload\n");

        assertThat(failure(Webhook.slack(SLACK)))
                .hasMessage("Slack webhook at hooks.slack.com answered status 400 (invalid_payload)."
                        + " Expected it to accept the message: look at what it wants.");
    }

    @ParameterizedTest
    @CsvSource({"429, 30, 30", "503, 120, 120", "429, Fri 27 Nov 2026 12:00:00 GMT,"})
    void the_time_after_which_to_ask_again_is_heard(int status, String said, Long seconds) {
        answer = answer(status, "Retry-After", said);

        TargetException failure = failure(Webhook.slack(SLACK));

        assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(failure.retryAfter().map(Duration::toSeconds).orElse(null)).isEqualTo(seconds);
    }

    @Test
    void no_answer_may_pass_and_shows_nothing_of_where_it_was_sent() {
        List<IOException> failures = List.of(
                new UnknownHostException(SLACK),
                new ConnectException(SLACK),
                new NoRouteToHostException(SLACK),
                new SocketException(SLACK),
                new HttpTimeoutException(SLACK),
                new IOException(SLACK));

        for (IOException failure : failures) {
            assertThatExceptionOfType(TargetException.class)
                    .as("%s", failure)
                    .isThrownBy(() -> Webhook.slack(SLACK)
                            .send(Messages.of("t", ""), new Notifier.Try(1, TRY, request -> {
                                throw failure;
                            })))
                    .withNoCause()
                    .matches(e -> e.kind().isPassing())
                    .withMessageStartingWith("Slack webhook at hooks.slack.com ")
                    .matches(e -> !String.valueOf(e.getMessage()).contains("s3cr3t"));
        }
    }

    @Test
    void a_body_that_cannot_be_made_is_told_without_its_text() {
        Webhook webhook = Webhook.to(SLACK).body("text/plain", message -> {
            throw new IllegalStateException("s3cr3t");
        });

        assertThat(failure(webhook))
                .returns(Kind.INVALID, TargetException::kind)
                .hasMessage(
                        "The body for webhook at hooks.slack.com could not be made: java.lang.IllegalStateException."
                                + " Mend the function that was given to body(...).")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.slack.com/services/s3cr3t",
                "ftp://hooks.slack.com/s3cr3t",
                "https:///s3cr3t",
                "https://hooks.slack.com/s3cr3t with blank",
                "https://bot:s3cr3t@hooks.slack.com/",
                "http://hooks.slack.com/services/s3cr3t"
            })
    void a_url_that_cannot_be_used_is_refused_where_it_is_given_and_not_shown(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Webhook.slack(url))
                .withNoCause()
                .withMessageStartingWith("Webhook.slack(...) cannot use the URL that it was given, which is not shown")
                .withMessageEndingWith("copy it again from where it was given out.")
                .matches(e -> !String.valueOf(e.getMessage()).contains("s3cr3t"));
    }

    @Test
    void what_http_does_not_allow_is_refused_where_it_is_given() {
        Webhook webhook = Webhook.to(SLACK);

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> webhook.method("PO ST"),
                () -> webhook.requestHeader("X Key", "s3cr3t"),
                () -> webhook.requestHeader("Host", "s3cr3t"),
                () -> webhook.requestHeader("X-Key", "s3cr3t\n"),
                () -> webhook.body("text/plain\n", Message::title),
                () -> webhook.timeout(Duration.ZERO),
                () -> webhook.named(" "),
                () -> webhook.named("a\tb"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .matches(e -> !String.valueOf(e.getMessage()).contains("s3cr3t"));
        }
    }
}
