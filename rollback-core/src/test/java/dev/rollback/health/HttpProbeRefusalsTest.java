package dev.rollback.health;

import static dev.rollback.health.HttpProbe.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an HTTP probe refuses, and what it says about it. */
class HttpProbeRefusalsTest {

    private static final HttpProbe SHOP = http("http://shop.example.com/health");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/health | \"/health\": it does not start with http:// or https://",
                "shop.example.com | \"shop.example.com\": it does not start with http:// or https://",
                "ftp://shop.example.com/x?key=s3cr3t | \"ftp://shop.example.com/x\": it does not start with http:// or https://",
                "http:health | \"http:health\": it has no host that is valid in a URL",
                "http://my_shop/health | \"http://my_shop/health\": it has no host that is valid in a URL",
                "http://shop example/#s3cr3t | \"http://shop example/\": it has a character that a URL cannot have",
            })
    void a_url_that_cannot_be_asked_is_refused_without_its_query(String url, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> http(url))
                .withMessage("An HTTP probe cannot use the URL " + message + ". Expected an absolute URL with a host:"
                        + " write for example http(\"https://shop.example.com/health\").")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://alice:s3cr3t@shop.example.com/health",
                "https://alice:s3?cr3t@shop.example.com/health",
                "https://alice:s3 cr3t@shop.example.com/health",
                "https://alice@shop_x/health",
                "alice:s3cr3t@shop.example.com/health",
            })
    void a_user_or_password_in_a_url_is_refused_and_not_shown(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> http(url))
                .withMessageStartingWith("An HTTP probe cannot use the URL \"…@shop")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("alice", "s3"));
    }

    @Test
    void statuses_have_to_be_some_and_real() {
        refused(
                SHOP::returns,
                "An HTTP probe that returns no status cannot pass, expected at least one: name it, for example returns(200),"
                        + " or leave returns() out for any 2xx.");
        refused(
                () -> SHOP.returns(200, 2000),
                "An HTTP probe cannot return status 2000, expected 100 to 599: correct returns(...).");
    }

    @Test
    void a_pattern_has_to_be_a_regular_expression() {
        refused(
                () -> SHOP.bodyMatches("(ok"),
                "An HTTP probe cannot match the body against \"(ok\", expected a regular expression: Unclosed group."
                        + " Correct bodyMatches(...).");
    }

    @Test
    void a_place_in_json_has_to_be_a_pointer() {
        refused(
                () -> SHOP.json("status", "UP"),
                "An HTTP probe cannot find \"status\" in JSON, expected a JSON pointer, which starts with a slash:"
                        + " write for example \"/status\".");
    }

    @Test
    void a_limit_has_to_be_finite() {
        refused(
                () -> SHOP.jsonBelow("/rate", Double.NaN),
                "An HTTP probe cannot compare with NaN, expected a finite number: correct jsonBelow(...).");
    }

    @Test
    void times_have_to_be_above_zero() {
        refused(
                () -> SHOP.timeout(Duration.ZERO),
                "An HTTP probe cannot wait for PT0S, expected a time above zero: correct timeout(...).");
        refused(
                () -> SHOP.fasterThan(Duration.ofSeconds(-1)),
                "An HTTP probe cannot wait for PT-1S, expected a time above zero: correct fasterThan(...).");
    }

    @Test
    void methods_and_header_names_have_to_be_tokens() {
        refused(
                () -> SHOP.method("GET /"),
                "An HTTP probe cannot use the method \"GET /\", expected letters, digits and dashes: write for example"
                        + " \"GET\".");
        refused(
                () -> SHOP.header("X Version", "1"),
                "An HTTP probe cannot use the header name \"X Version\", expected letters, digits and dashes: write for"
                        + " example \"X-Version\".");
    }

    @Test
    void headers_that_http_sets_itself_are_refused() {
        refused(
                () -> SHOP.requestHeader("Host", "other.example.com"),
                "An HTTP probe cannot send the header Host, which HTTP sets itself, expected another one:"
                        + " leave requestHeader(\"Host\", ...) out.");
    }

    @Test
    void a_header_value_that_is_refused_is_not_shown() {
        refused(
                () -> SHOP.requestHeader("X-Api-Key", "s3cr3t\r\nX-Other: 1"),
                "An HTTP probe cannot send the header X-Api-Key: its value has a line break or another character that a"
                        + " header cannot have, expected printable ones: correct the value, which is not shown here.");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
