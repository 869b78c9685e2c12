package dev.rollback.aws.s3;

import static dev.rollback.aws.s3.Listings.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.s3.KeyState.Need;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** Versions and markers of one key that were stored in the same second. */
class TiesTest {

    private static final Instant AFTER = T.plusSeconds(60);

    @Test
    void a_marker_that_came_after_a_version_of_the_same_second_is_found_out_with_one_more_page() {
        Listings listing = new Listings()
                .version("a", "3", AFTER, "new")
                .marker("a", "2", T)
                .version("a", "1", T, "short-lived");

        KeyState state = listing.states().get(0);

        assertThat(state.need()).isEqualTo(Need.REMOVE);
        assertThat(Listings.id(state.aim())).isEqualTo("2");
        assertThat(listing.asked()).containsExactly("null null 1000", "a 3 1");
    }

    @Test
    void a_version_that_came_after_a_marker_of_the_same_second_is_found_out() {
        Listings listing = new Listings()
                .version("a", "3", AFTER, "new")
                .version("a", "2", T, "good")
                .marker("a", "1", T);

        KeyState state = listing.states().get(0);

        assertThat(state.need()).isEqualTo(Need.COPY);
        assertThat(Listings.id(state.aim())).isEqualTo("2");
    }

    @Test
    void what_is_on_top_is_told_by_the_listing_and_costs_no_page() {
        Listings listing = new Listings().marker("a", "2", T).version("a", "1", T, "short-lived");

        KeyState state = listing.states().get(0);

        assertThat(state.need()).isEqualTo(Need.NOTHING);
        assertThat(Listings.id(state.current())).isEqualTo("2");
        assertThat(listing.asked()).hasSize(1);
    }

    @Test
    void ties_that_do_not_decide_anything_cost_no_page() {
        Listings listing = new Listings()
                .version("a", "4", AFTER, "new")
                .marker("a", "3", AFTER)
                .version("a", "2", T, "good");

        assertThat(listing.states().get(0).need()).isEqualTo(Need.COPY);
        assertThat(listing.asked()).hasSize(1);
    }

    @Test
    void entries_of_the_same_second_on_two_pages_are_in_order_by_that() {
        Listings listing = new Listings()
                .pagesOf(2)
                .version("a", "3", AFTER, "new")
                .marker("a", "2", T)
                .version("a", "1", T, "short-lived");

        assertThat(listing.states().get(0).need()).isEqualTo(Need.REMOVE);
        assertThat(listing.asked()).hasSize(2);
    }

    @Test
    void a_service_that_counts_the_place_itself_in_is_followed_once_more() {
        Listings listing = new Listings()
                .version("a", "3", AFTER, "new")
                .marker("a", "2", T)
                .version("a", "1", T, "short-lived");
        Pages inclusive = (prefix, from, most) -> {
            boolean first = "3".equals(from.versionId()) && listing.asked().size() < 2;
            return listing.page(prefix, first ? S3Calls.Place.START : from, most);
        };
        Entry top =
                new PageMerge(listing.page("a", S3Calls.Place.START, 1)).next().entry();
        Entry marker = new Entry("a", "2", T, false, null);
        Entry version = new Entry("a", "1", T, false, new Entry.Body("\"x\"", 1, "STANDARD"));

        assertThat(new Ties(inclusive).later(top, version, marker)).contains(marker);
    }

    @Test
    void a_key_that_is_written_meanwhile_is_refused_and_not_guessed() {
        ListObjectVersionsResponse other =
                new Listings().version("a", "9", AFTER, "somebody else's").page("a", S3Calls.Place.START, 1);
        Entry marker = new Entry("a", "2", T, false, null);
        Entry version = new Entry("a", "1", T, false, new Entry.Body("\"x\"", 1, "STANDARD"));

        assertThat(new Ties((prefix, from, most) -> other).later(null, version, marker))
                .isEmpty();
    }
}
