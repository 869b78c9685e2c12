package dev.rollback.aws.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidationPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/*",
                "/index.html",
                "/a-b_c.d!$&'()+,;=:@/e*",
                "/img.jpg?w=1&h=2",
                "/Case/Matters",
                "/%C3%BC%20x"
            })
    void what_is_safe_or_encoded_already_stays_as_it_is(String path) {
        assertThat(InvalidationPath.encoded(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/münchen.html, /m%C3%BCnchen.html",
        "/日本/*, /%E6%97%A5%E6%9C%AC/*",
        "/with space, /with%20space",
        "/🙂, /%F0%9F%99%82",
        "/100%, /100%25",
        "/100%.html, /100%25.html",
        "/100%4, /100%254",
        "/a#b, /a%23b",
        "/~ann/{id}, /%7Eann/%7Bid%7D",
        "'/a\"<>|\\^[]`', /a%22%3C%3E%7C%5C%5E%5B%5D%60",
        "'/a\tb', /a%09b"
    })
    void what_is_not_ascii_or_not_safe_is_encoded(String path, String encoded) {
        assertThat(InvalidationPath.encoded(path)).isEqualTo(encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "index.html", "*", "https://www.example.com/index.html", " /index.html"})
    void a_path_begins_with_a_slash(String path) {
        assertThatThrownBy(() -> InvalidationPath.encoded(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"" + path + "\" is not a path to invalidate: expected a / at its beginning, as it follows the"
                                + " domain name in a URL. Write it from there, for example /index.html.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a*/b", "/*.html", "/a**"})
    void a_wildcard_stands_at_the_end(String path) {
        assertThatThrownBy(() -> InvalidationPath.encoded(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"" + path + "\" is not a path to invalidate: expected its * at the end, the one place where"
                                + " CloudFront takes it. Cut it after the *, or name its files one by one.");
    }

    @Test
    void a_path_has_at_most_4000_characters_once_it_is_encoded() {
        String longest = "/" + "a".repeat(3_999);
        String longer = "/" + "ü".repeat(667);

        assertThat(InvalidationPath.encoded(longest)).isEqualTo(longest);
        assertThatThrownBy(() -> InvalidationPath.encoded(longer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"/" + "ü".repeat(79)
                        + "…\" is not a path to invalidate: expected at most 4,000 characters once"
                        + " it is encoded, got 4003. Cut it, and end it with a *.");
    }
}
