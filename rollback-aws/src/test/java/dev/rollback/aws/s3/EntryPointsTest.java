package dev.rollback.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntryPointsTest {

    @Test
    void pages_are_entry_points_at_any_depth() {
        assertThat(EntryPoints.PAGES.include("index.html")).isTrue();
        assertThat(EntryPoints.PAGES.include("de/shop/index.htm")).isTrue();
        assertThat(EntryPoints.PAGES.include("assets/index.html.js")).isFalse();
    }

    @Test
    void a_pattern_with_a_slash_is_held_against_the_whole_key() {
        EntryPoints points = new EntryPoints(List.of("app/*.json", "sw.js"));

        assertThat(points.include("app/manifest.json")).isTrue();
        assertThat(points.include("other/app/manifest.json")).isFalse();
        assertThat(points.include("deep/sw.js")).isTrue();
    }

    @Test
    void only_the_asterisk_has_a_meaning() {
        EntryPoints points = new EntryPoints(List.of("a.[b]*", "\\E*"));

        assertThat(points.include("a.[b]c")).isTrue();
        assertThat(points.include("axb")).isFalse();
        assertThat(points.include("\\Ex")).isTrue();
        assertThat(new EntryPoints(List.of("foo *")).include("foox")).isFalse();
    }

    @Test
    void an_empty_pattern_is_refused() {
        assertThatThrownBy(() -> new EntryPoints(List.of("*.html", "")))
                .hasMessage(
                        "A pattern for entry points is empty: expected one such as *.html. Leave it out if there is none.");
    }

    @Test
    void there_may_be_none() {
        assertThat(new EntryPoints(List.of()).include("index.html")).isFalse();
    }
}
