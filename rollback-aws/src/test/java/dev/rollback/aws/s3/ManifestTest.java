package dev.rollback.aws.s3;

import static dev.rollback.aws.s3.Listings.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.s3.KeyState.Need;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A captured state, read along a listing. */
class ManifestTest {

    private static final Span SHOP = Span.bucket("shop");
    private static final String HEADER =
            "{\"manifest\":\"1\",\"bucket\":\"shop\",\"prefix\":\"\",\"at\":\"2026-11-20T10:00:00Z\"}\n";
    private static final String A = "{\"key\":\"a\",\"version\":\"a1\"}\n";
    private static final String C = "{\"key\":\"c\",\"version\":\"c1\"}\n";

    private static Manifest manifest(String text) {
        return new Manifest("m.txt", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Wanted wanted(String text) {
        return manifest(text).read(SHOP, ManifestReader.Place.TOP);
    }

    private static Listings listing() {
        return new Listings()
                .version("a", "a2", T, "bad")
                .version("a", "a1", T, "good")
                .version("b", "b1", T, "new")
                .version("d", "d1", T, "kept");
    }

    @Test
    void each_key_is_wanted_in_the_version_that_was_captured() {
        Wanted wanted = wanted(HEADER + A + "{\"key\":\"d\",\"version\":\"d1\"}\n{\"keys\":\"2\"}\n");

        List<KeyState> states = listing().states(SHOP, wanted);

        assertThat(states).extracting(KeyState::key).containsExactly("a", "b", "d");
        assertThat(states).extracting(KeyState::need).containsExactly(Need.COPY, Need.REMOVE, Need.NOTHING);
        assertThat(Listings.id(states.get(0).aim())).isEqualTo("a1");
    }

    @Test
    void keys_and_versions_that_are_gone_are_said_to_be_in_their_place() {
        Wanted wanted = wanted(HEADER + "{\"key\":\"a\",\"version\":\"a0\"}\n" + C
                + "{\"key\":\"e\",\"version\":\"e1\"}\n{\"keys\":\"3\"}\n");

        List<KeyState> states = listing().states(SHOP, wanted);

        assertThat(states).extracting(KeyState::key).containsExactly("a", "b", "c", "d", "e");
        assertThat(states)
                .extracting(KeyState::need)
                .containsExactly(Need.GONE, Need.REMOVE, Need.GONE, Need.REMOVE, Need.GONE);
    }

    @Test
    void the_id_is_the_digest_of_the_text() {
        Manifest manifest = manifest(HEADER + "{\"keys\":\"0\"}\n");

        Version version = manifest.version(SHOP);

        assertThat(version.id())
                .isEqualTo(manifest.id())
                .matches("manifest:[0-9a-f]{64}")
                .isNotEqualTo(manifest(HEADER + A + "{\"keys\":\"1\"}\n").id());
        assertThat(version.label()).isEqualTo("captured at 2026-11-20T10:00:00Z");
    }

    @Test
    void reading_goes_on_at_any_key_as_if_it_had_never_stopped() {
        StringBuilder text = new StringBuilder(HEADER);
        Listings listing = new Listings().pagesOf(2);
        for (int i = 10; i < 30; i++) {
            text.append("{\"key\":\"k")
                    .append(i)
                    .append("\",\"version\":\"v")
                    .append(i)
                    .append("\"}\n");
            if (i % 3 != 0) {
                listing.version("k" + i, "v" + i, T, "x");
            }
        }
        text.append("{\"keys\":\"20\"}\n");
        Manifest manifest = manifest(text.toString());
        List<String> seen = new ArrayList<>();
        ManifestReader.Place place = ManifestReader.Place.TOP;
        boolean over = false;

        while (!over) {
            try (Wanted wanted = manifest.read(SHOP, place)) {
                Scan scan =
                        new Scan(listing, SHOP, wanted, new Scan.Range(place.after(), () -> true), Scan.Watcher.NONE);
                String last = place.after();
                for (int i = 0; i < 3 && scan.hasNext(); i++) {
                    KeyState state = scan.next();
                    last = state.key();
                    seen.add(state.key() + " " + state.need());
                }
                over = !scan.hasNext();
                place = new ManifestReader.Place(scan.offset(), last);
            }
        }

        assertThat(seen).hasSize(20).isSorted().contains("k11 NOTHING", "k12 GONE", "k13 NOTHING");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"key\":\"a\"}|it has no \"manifest\": this is no manifest",
                "{\"manifest\":\"2\"}|its format is 2 and this version of the library knows 1",
                "{\"manifest\":\"1\",\"bucket\":\"other\",\"prefix\":\"\",\"at\":\"x\"}|it is of bucket other and not of bucket shop",
                "{\"manifest\":\"1\",\"bucket\":\"shop\",\"prefix\":\"p/\",\"at\":\"x\"}|it is of prefix p/ of bucket shop and not of bucket shop",
                "{\"manifest\":\"1\",\"bucket\":\"shop\",\"prefix\":\"\",\"at\":\"yesterday\"}|\"yesterday\" is no time",
            })
    void a_first_line_of_anything_else_is_refused(String line, String reason) {
        assertThatThrownBy(() -> wanted(line + "\n"))
                .isInstanceOf(TargetException.class)
                .hasMessageContainingAll(
                        "Line 1 of manifest m.txt cannot be used", reason, "Expected a manifest of bucket shop");
    }

    private static void readAll(String text) {
        listing().states(SHOP, wanted(text));
    }

    @Test
    void malformed_lines_are_refused_with_their_number() {
        assertThatThrownBy(() -> readAll(HEADER + A + "{\"key\":\"c\"}\n{\"keys\":\"2\"}\n"))
                .hasMessageContaining("Line 3 of manifest m.txt cannot be used: it has no \"version\"");
        assertThatThrownBy(() -> readAll(HEADER + "rubbish\n")).hasMessageContaining("Line 2 of manifest m.txt");
        assertThatThrownBy(() -> readAll(HEADER + C + A + "{\"keys\":\"2\"}\n"))
                .hasMessageContaining("Line 3")
                .hasMessageContaining("\"a\" comes after \"c\": the keys are not sorted");
        assertThatThrownBy(() -> readAll(HEADER + A + A + "{\"keys\":\"2\"}\n")).hasMessageContaining("not sorted");
        assertThatThrownBy(() -> readAll(HEADER + "x".repeat(20_000))).hasMessageContaining("longer than 16384 bytes");
    }

    @Test
    void a_text_that_was_cut_off_or_goes_on_is_refused() {
        assertThatThrownBy(() -> readAll("")).hasMessageContaining("it ends too early");
        assertThatThrownBy(() -> readAll(HEADER + A))
                .hasMessageContaining("Line 3")
                .hasMessageContaining("it ends too early");
        assertThatThrownBy(() -> readAll(HEADER + A + "{\"keys\":\"2\"}\n"))
                .hasMessageContaining("it says 2 keys and has 1");
        assertThatThrownBy(() -> readAll(HEADER + A + "{\"keys\":\"1\"}\n" + C))
                .hasMessageContaining("something follows its end");
    }

    @Test
    void keys_of_elsewhere_are_refused() {
        Manifest manifest = manifest(HEADER.replace("\"prefix\":\"\"", "\"prefix\":\"p/\"") + A + "{\"keys\":\"1\"}\n");

        assertThatThrownBy(() -> manifest.read(Span.prefix("shop", "p/"), ManifestReader.Place.TOP))
                .hasMessageContaining("\"a\" is not in prefix p/ of bucket shop");
    }

    @Test
    void one_that_cannot_be_opened_is_missing() {
        Manifest manifest = new Manifest("m.txt", () -> {
            throw new FileNotFoundException("m.txt");
        });

        assertThatThrownBy(manifest::id)
                .isInstanceOfSatisfying(
                        TargetException.class, e -> assertThat(e.kind()).isEqualTo(TargetException.Kind.MISSING))
                .hasMessageContainingAll(
                        "Manifest m.txt cannot be read",
                        "Expected the text that was captured",
                        "Give the target the place");
    }
}
