package dev.rollback.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.s3.Deed.What;
import dev.rollback.aws.s3.KeyCopy.Found;
import dev.rollback.aws.sdk.TestLedger;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a ledger says is left to do. */
class WindowTest {

    private static final Set<What> ALL = EnumSet.allOf(What.class);

    private final TestLedger ledger = new TestLedger();
    private final Book book = new Book(ledger);

    private void note(String key, What what, @Nullable String result) {
        book.note(new Deed(key, what, new Found("v", "\"e\""), null, result, null));
    }

    private List<String> left(What kind) {
        return Window.read(book, 0, Set.of(kind), ALL).items().stream()
                .map(placed -> placed.deed().key())
                .toList();
    }

    @Test
    void the_last_deed_of_a_key_counts() {
        note("a", What.LATER, null);
        note("b", What.LATER, null);
        note("a", What.COPIED, "v9");
        note("c", What.REMOVAL, null);

        assertThat(left(What.LATER)).containsExactly("b");
        assertThat(left(What.REMOVAL)).containsExactly("c");
    }

    @Test
    void a_key_that_a_redone_chunk_noted_twice_is_there_once() {
        note("a", What.LATER, null);
        note("a", What.LATER, null);

        assertThat(left(What.LATER)).containsExactly("a");
    }

    @Test
    void lines_of_other_kinds_are_passed_over_and_counted() {
        ledger.append(List.of("upload u1 a"));
        note("b", What.LATER, null);

        Window window = Window.read(book, 0, Set.of(What.LATER), ALL);

        assertThat(window.items()).singleElement().extracting(Book.Placed::line).isEqualTo(1L);
        assertThat(window.end()).isEqualTo(2);
        assertThat(window.isLast()).isTrue();
    }

    @Test
    void a_ledger_longer_than_a_window_is_read_on_from_where_it_ended() {
        for (int i = 0; i < Window.MOST + 5; i++) {
            note("k" + i, What.LATER, null);
        }

        Window first = Window.read(book, 0, Set.of(What.LATER), ALL);
        Window second = Window.read(book, first.end(), Set.of(What.LATER), ALL);

        assertThat(first.items()).hasSize(Window.MOST);
        assertThat(first.isLast()).isFalse();
        assertThat(second.items()).hasSize(5);
        assertThat(second.isLast()).isTrue();
    }

    @Test
    void the_last_deeds_of_some_keys_are_found_with_what_was_noted_a_moment_ago() {
        note("a", What.LATER, null);
        note("a", What.COPIED, "v9");
        note("b", What.LATER, null);

        Map<String, Deed> last = book.last(List.of("a", "z"));

        assertThat(last).containsOnlyKeys("a");
        assertThat(last.values()).extracting(Deed::result).containsExactly("v9");
    }

    @Test
    void keys_are_told_apart_whatever_letters_they_have() {
        List<String> keys = List.of("a", "a\"", "a\",\"what\":\"copied", "a\\", "a\u0001", "\u65e5\u672c", "");
        keys.forEach(key -> note(key, What.REMOVAL, null));
        note("a\",\"what\":\"copied", What.MARKED, "m1");
        note("a\\", What.MARKED, "m2");

        assertThat(left(What.REMOVAL)).containsExactly("a", "a\"", "a\u0001", "\u65e5\u672c", "");
        assertThat(book.last(keys)).hasSize(keys.size());
    }
}
