package dev.rollback.aws.s3;

import static dev.rollback.aws.s3.Listings.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.s3.KeyState.Need;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of a listing, merged from the two lists of its pages. */
class ScanTest {

    private static final Instant BEFORE = T.minusSeconds(60);
    private static final Instant AFTER = T.plusSeconds(60);

    private static List<Need> needs(Listings listing) {
        return listing.states().stream().map(KeyState::need).toList();
    }

    @Test
    void a_key_that_was_not_written_since_needs_nothing() {
        Listings listing = new Listings().version("a", "1", BEFORE, "x");

        assertThat(needs(listing)).containsExactly(Need.NOTHING);
    }

    @Test
    void a_key_with_a_newer_version_is_copied_from_the_one_that_was_on_top() {
        Listings listing = new Listings()
                .version("a", "3", AFTER, "bad")
                .version("a", "2", BEFORE, "good")
                .version("a", "1", BEFORE.minusSeconds(60), "older");

        KeyState state = listing.states().get(0);

        assertThat(state.need()).isEqualTo(Need.COPY);
        assertThat(Listings.id(state.aim())).isEqualTo("2");
        assertThat(Listings.id(state.current())).isEqualTo("3");
        assertThat(Listings.id(state.below())).isEqualTo("2");
    }

    @Test
    void a_key_that_was_deleted_since_is_copied_too_and_no_marker_is_deleted() {
        Listings listing = new Listings().marker("a", "2", AFTER).version("a", "1", BEFORE, "good");

        assertThat(needs(listing)).containsExactly(Need.COPY);
    }

    @Test
    void a_key_that_came_since_is_removed() {
        Listings listing = new Listings().version("a", "1", AFTER, "new");

        assertThat(needs(listing)).containsExactly(Need.REMOVE);
    }

    @Test
    void a_key_that_was_deleted_then_and_is_there_now_is_removed() {
        Listings listing = new Listings()
                .version("a", "3", AFTER, "new")
                .marker("a", "2", BEFORE)
                .version("a", "1", BEFORE.minusSeconds(9), "old");

        assertThat(needs(listing)).containsExactly(Need.REMOVE);
    }

    @Test
    void a_key_that_came_and_went_since_needs_nothing() {
        Listings listing = new Listings().marker("a", "2", AFTER).version("a", "1", AFTER, "new");

        assertThat(needs(listing)).containsExactly(Need.NOTHING);
    }

    @Test
    void a_newer_version_of_the_same_bytes_is_only_compared() {
        Listings listing = new Listings().version("a", "2", AFTER, "same").version("a", "1", BEFORE, "same");

        assertThat(needs(listing)).containsExactly(Need.COMPARE);
    }

    @Test
    void what_was_stored_in_the_very_second_counts_in() {
        Listings listing = new Listings().version("a", "2", T, "new").version("a", "1", BEFORE, "old");

        assertThat(needs(listing)).containsExactly(Need.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 1000})
    void a_key_is_the_same_however_its_entries_fall_on_pages(int size) {
        Listings listing = new Listings()
                .pagesOf(size)
                .version("a", "a4", AFTER, "bad")
                .marker("a", "a3", AFTER.minusSeconds(9))
                .version("a", "a2", BEFORE, "good")
                .version("a", "a1", BEFORE.minusSeconds(9), "older")
                .marker("b", "b2", BEFORE)
                .version("b", "b1", BEFORE.minusSeconds(9), "gone")
                .version("c", "c1", AFTER, "new");

        List<KeyState> states = listing.states();

        assertThat(states).extracting(KeyState::key).containsExactly("a", "b", "c");
        assertThat(states).extracting(KeyState::need).containsExactly(Need.COPY, Need.NOTHING, Need.REMOVE);
        assertThat(Listings.id(states.get(0).aim())).isEqualTo("a2");
    }

    @Test
    void pages_of_markers_alone_do_not_end_the_listing() {
        Listings listing = new Listings().pagesOf(2);
        for (int i = 0; i < 6; i++) {
            listing.marker("a" + i, "m" + i, AFTER);
        }
        listing.version("b", "1", AFTER, "new");

        assertThat(listing.states())
                .hasSize(7)
                .last()
                .extracting(KeyState::need)
                .isEqualTo(Need.REMOVE);
    }

    @Test
    void keys_are_in_the_order_of_their_bytes() {
        Listings listing =
                new Listings().pagesOf(1).version("\uFF5E", "1", BEFORE, "x").marker("\uD83D\uDE00", "2", BEFORE);

        assertThat(listing.states()).extracting(KeyState::key).containsExactly("\uFF5E", "\uD83D\uDE00");
    }

    @Test
    void one_object_is_not_taken_for_others_that_begin_like_it_and_the_listing_ends_with_it() {
        Listings listing = new Listings().pagesOf(1);
        listing.version("a", "1", AFTER, "new")
                .version("a.js", "2", AFTER, "new")
                .version("ab", "3", AFTER, "new");

        List<KeyState> states = listing.states(Span.object("shop", "a"), Wanted.at(T));

        assertThat(states).extracting(KeyState::key).containsExactly("a");
        assertThat(listing.asked()).hasSize(2);
    }

    @Test
    void a_prefix_is_taken_literally() {
        Listings listing = new Listings()
                .version("assets-old/a", "1", AFTER, "new")
                .version("assets/a", "2", AFTER, "new")
                .version("b", "3", AFTER, "new");

        assertThat(listing.states(Span.prefix("shop", "assets"), Wanted.at(T)))
                .extracting(KeyState::key)
                .containsExactly("assets-old/a", "assets/a");
        assertThat(listing.states(Span.prefix("shop", "assets/"), Wanted.at(T)))
                .extracting(KeyState::key)
                .containsExactly("assets/a");
    }

    @Test
    void a_listing_that_is_stopped_goes_on_behind_the_last_key() {
        Listings listing = new Listings().pagesOf(3);
        for (int i = 0; i < 9; i++) {
            listing.version("k" + i, "2", AFTER, "new").version("k" + i, "1", BEFORE, "old");
        }
        List<String> keys = new ArrayList<>();
        String after = null;
        int rounds = 0;
        boolean over = false;

        while (!over) {
            Scan.Range range = new Scan.Range(after, () -> false);
            Scan scan = new Scan(listing, Span.bucket("shop"), Wanted.at(T), range, Scan.Watcher.NONE);
            while (scan.hasNext()) {
                after = scan.next().key();
                keys.add(after);
            }
            over = scan.isComplete();
            rounds++;
        }

        assertThat(keys).doesNotHaveDuplicates().hasSize(9).isSorted();
        assertThat(rounds).isGreaterThan(3);
    }

    @Test
    void a_version_that_is_wanted_by_its_id_and_gone_is_said_to_be() {
        Listings listing = new Listings().version("a", "2", AFTER, "new");

        KeyState state =
                listing.states(Span.object("shop", "a"), Wanted.version("1")).get(0);

        assertThat(state.need()).isEqualTo(Need.GONE);
    }
}
