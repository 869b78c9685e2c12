package dev.rollback.testkit.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private static RuntimeException badToken() {
        return new IllegalStateException("bad token");
    }

    @Test
    void pages_follow_one_another_until_the_list_ends() {
        List<String> all = List.of("a", "b", "c");

        Page<String> first = Page.of(all, null, 2, PageTest::badToken);
        Page<String> last = Page.of(all, first.nextToken(), 2, PageTest::badToken);

        assertThat(first.items()).containsExactly("a", "b");
        assertThat(last).isEqualTo(new Page<>(List.of("c"), null));
    }

    @Test
    void a_full_last_page_has_no_token() {
        assertThat(Page.of(List.of("a", "b"), "", 2, PageTest::badToken).nextToken())
                .isNull();
    }

    @Test
    void a_list_that_shrank_ends_quietly() {
        Page<String> first = Page.of(List.of("a", "b", "c"), null, 2, PageTest::badToken);

        assertThat(Page.of(List.of("a"), first.nextToken(), 2, PageTest::badToken)
                        .items())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not issued here", "Zm9vOjE", "ZnJvbTp4", "ZnJvbTotMQ"})
    void a_token_that_was_not_issued_is_refused(String token) {
        assertThatThrownBy(() -> Page.of(List.of("a"), token, 2, PageTest::badToken))
                .hasMessage("bad token");
    }
}
