package dev.rollback.aws.s3;

import static dev.rollback.aws.s3.Listings.T;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a preview counts keys by folder, in bounded memory. */
class FoldersTest {

    private static List<String> lines(Span span, Listings listing) {
        Folders folders = new Folders(span);
        listing.states(span, Wanted.at(T)).forEach(folders::add);
        return folders.lines();
    }

    private static Listings withChanges(Listings listing, String key) {
        return listing.version(key, "2", T.plusSeconds(1), "bad").version(key, "1", T, "good");
    }

    @Test
    void folders_without_anything_to_do_are_left_out() {
        Listings listing = new Listings().version("quiet/a", "1", T, "x");
        withChanges(listing, "z/b");

        assertThat(lines(Span.bucket("shop"), listing)).containsExactly("z/ 1 key: 1 to bring back (4 bytes)");
    }

    @Test
    void folders_begin_below_the_prefix_and_what_lies_right_there_stands_last() {
        Listings listing = new Listings();
        withChanges(listing, "p/a/1");
        withChanges(listing, "p/b");
        withChanges(listing, "p/c/1");
        withChanges(listing, "p/d");

        assertThat(lines(Span.prefix("shop", "p/"), listing))
                .containsExactly(
                        "p/a/ 1 key: 1 to bring back (4 bytes)",
                        "p/c/ 1 key: 1 to bring back (4 bytes)",
                        "directly in shop/p/ 2 keys: 2 to bring back (8 bytes)");
    }

    @Test
    void of_many_folders_those_with_most_to_do_are_named() {
        Listings listing = new Listings();
        for (int folder = 10; folder < 30; folder++) {
            for (int key = 10; key <= folder; key++) {
                withChanges(listing, "f" + folder + "/" + key);
            }
        }

        List<String> lines = lines(Span.bucket("shop"), listing);

        assertThat(lines).hasSize(13).first().asString().startsWith("f18/ 9 keys");
        assertThat(lines).last().isEqualTo("8 more folders 36 keys: 36 to bring back (144 bytes)");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 bytes", "999, 999 bytes", "1000, 1.0 kB", "12345678, 12.3 MB", "5000000000000000000, 5000.0 PB"})
    void bytes_are_told_in_the_unit_that_people_read(long bytes, String told) {
        assertThat(Tally.bytes(bytes)).isEqualTo(told);
    }

    @Test
    void a_sample_is_spread_over_all_however_many_there_are() {
        Sample<Integer> sample = new Sample<>();
        for (int i = 0; i < 100_000; i++) {
            sample.add(i);
        }

        assertThat(sample.items()).hasSizeBetween(5, 10).isSorted().first().isEqualTo(0);
        assertThat(sample.items().get(sample.items().size() - 1)).isGreaterThan(80_000);
        assertThat(sample.seen()).isEqualTo(100_000);
    }
}
