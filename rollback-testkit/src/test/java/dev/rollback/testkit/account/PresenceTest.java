package dev.rollback.testkit.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresenceTest {
    private final Presence presence = new Presence();

    @Test
    void everything_exists_at_first() {
        boolean there = presence.has("anything");

        assertThat(there).isTrue();
    }

    @Test
    void what_is_missing_does_not_exist_and_all_else_does() {
        presence.remove("gone");

        assertThat(presence.has("gone")).isFalse();
        assertThat(presence.has("other")).isTrue();
    }

    @Test
    void only_what_is_named_exists_when_the_scene_says_so() {
        presence.add("named");

        presence.onlyWhatIsNamed();

        assertThat(presence.has("named")).isTrue();
        assertThat(presence.has("other")).isFalse();
    }

    @Test
    void what_was_said_last_counts() {
        presence.remove("back");
        presence.onlyWhatIsNamed();

        presence.add("back");
        presence.everythingExists();

        assertThat(presence.has("back")).isTrue();
        assertThat(presence.names("back")).isTrue();
        assertThat(presence.names("other")).isFalse();
    }
}
