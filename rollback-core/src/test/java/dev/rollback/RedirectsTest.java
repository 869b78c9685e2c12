package dev.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Http;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectsTest {

    private static Http.Request from(String url) {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("Authorization", "Bearer s3cr3t");
        return new Http.Request("GET", URI.create(url), headers, Duration.ofSeconds(1));
    }

    private static Http.Answer to(String location) {
        TreeMap<String, List<String>> headers = new TreeMap<>();
        headers.put("Location", List.of(location));
        return new Http.Answer(302, headers, "", Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example.com/a, /b, true",
        "https://shop.example.com/a, https://SHOP.example.com:443/b, true",
        "https://shop.example.com/a, https://shop.example.com:8443/b, false",
        "https://shop.example.com/a, https://evil.example.com/b, false",
        "http://shop.example.com/a, https://shop.example.com/b, false",
    })
    void headers_go_along_only_within_the_origin(String from, String location, boolean along) {
        assertThat(Redirects.follow(from(from), to(location)))
                .hasValueSatisfying(next -> assertThat(next.headers().isEmpty()).isNotEqualTo(along));
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example.com/a, http://shop.example.com/b",
        "https://shop.example.com/a, ftp://shop.example.com/b",
        "https://shop.example.com/a, https:b",
        "https://shop.example.com/a, :::",
    })
    void nothing_is_sent_in_clear_or_elsewhere(String from, String location) {
        assertThat(Redirects.follow(from(from), to(location))).isEmpty();
    }

    /** A GET would be answered, and taken for the answer to what was sent; another origin has no business with a message. */
    @ParameterizedTest
    @CsvSource({
        "301, /b, false",
        "302, /b, false",
        "303, /b, false",
        "307, /b, true",
        "308, /b, true",
        "307, https://other.example.com/b, false",
        "308, https://shop.example.com:8443/b, false",
    })
    void a_body_goes_along_whole_and_within_the_origin_or_the_redirect_is_the_answer(
            int status, String location, boolean followed) {
        TreeMap<String, List<String>> headers = new TreeMap<>();
        headers.put("Location", List.of(location));
        Http.Request post = new Http.Request(
                "POST", URI.create("https://shop.example.com/a"), new TreeMap<>(), Duration.ofSeconds(1), "{}");

        Optional<Http.Request> next = Redirects.follow(post, new Http.Answer(status, headers, "", Duration.ZERO));

        assertThat(next.map(request -> request.method() + " " + request.body()))
                .isEqualTo(followed ? Optional.of("POST {}") : Optional.empty());
    }

    @Test
    void an_answer_without_a_location_is_no_redirect() {
        assertThat(Redirects.follow(from("https://shop.example.com/a"), Http.Answer.of(302, "")))
                .isEmpty();
    }
}
