package dev.rollback.aws.appconfig;

import static dev.rollback.aws.appconfig.FlagWorld.FLAGS;
import static dev.rollback.aws.appconfig.FlagWorld.checkoutOff;
import static dev.rollback.aws.appconfig.FlagWorld.plain;
import static dev.rollback.aws.appconfig.FlagWorld.searchOff;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Progress;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlagUndoTest {
    private final FlagWorld world = FlagWorld.afterARelease();
    private final FlagChange off = world.flag("checkout").disable();

    private Progress undo(FlagChange change) {
        return world.driver.toTheEnd(change.undo());
    }

    private static String text(Progress progress) {
        return progress instanceof Progress.Settled done ? done.evidence() : ((Progress.Failed) progress).reason();
    }

    @Test
    void takes_the_flag_back_to_what_it_was() {
        world.driver.toTheEnd(off);

        Progress end = undo(off);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.flags.servedVersion()).isEqualTo("4");
        assertThat(world.served()).isEqualTo(plain(searchOff(FLAGS)));
        assertThat(world.flags.latest().description()).isEqualTo("rollback change-1-undo");
    }

    @Test
    void keeps_the_number_of_the_version_found_and_nothing_of_its_content() {
        world.driver.toTheEnd(off);

        try (Stream<String> lines = world.driver.attempt().ledger().lines()) {
            assertThat(lines).containsExactly("found version 2");
        }
    }

    @Test
    void puts_back_what_was_set_and_takes_away_what_was_not_there() {
        FlagChange change = off.attribute("percentage", 0).attribute("mode", "old");
        world.driver.toTheEnd(change);

        undo(change);

        assertThat(world.served()).isEqualTo(plain(searchOff(FLAGS)));
    }

    @Test
    void keeps_what_others_have_deployed_since() {
        world.driver.toTheEnd(off);
        world.flags.someoneDeploys(checkoutOff(FLAGS.replace("50", "75")));
        world.clock.advance(ofMinutes(11));

        undo(off);

        assertThat(world.served()).isEqualTo(plain(FLAGS.replace("50", "75")));
    }

    @Test
    void turns_variants_back_on_that_were_on() {
        String variants = FLAGS.replace(
                "\"search\":{\"enabled\":true}",
                "\"search\":{\"_variants\":[{\"name\":\"beta\",\"enabled\":true,\"rule\":\"r\"},"
                        + "{\"name\":\"default\",\"enabled\":false}]}");
        FlagWorld other = new FlagWorld();
        other.flags.deployed(variants, ofDays(1));
        FlagChange change = other.flag("search").disable();
        other.driver.toTheEnd(change);
        String between = other.served();

        other.driver.toTheEnd(change.undo());

        assertThat(between).contains("{\"name\":\"beta\",\"enabled\":false,");
        assertThat(other.served()).isEqualTo(plain(variants));
    }

    @Test
    void takes_nothing_back_where_nothing_was_changed() {
        FlagChange so = world.flag("search").disable();
        world.driver.toTheEnd(so);

        Progress end = undo(so);

        assertThat(text(end))
                .isEqualTo("flag search of shop/prod/flags was not changed by this run, so nothing is taken back");
        assertThat(world.flags.versions()).hasSize(2);
    }

    @Test
    void is_done_where_somebody_has_put_it_back() {
        world.driver.toTheEnd(off);
        world.flags.someoneDeploys(FLAGS);
        world.clock.advance(ofMinutes(11));

        assertThat(text(undo(off))).isEqualTo("flag checkout is so already in version 4, by deployment 4 of version 4");
    }

    @Test
    void cannot_tell_what_it_was_once_that_version_is_deleted() {
        world.driver.toTheEnd(off);
        world.flags.deleted("2");

        assertThat(text(undo(off)))
                .isEqualTo(
                        "version 2 of shop/prod/flags tells what flag checkout of shop/prod/flags was before, and it was"
                                + " deleted from the hosted store: expected it there. Set the flag by hand.");
    }

    @Test
    void leaves_a_flag_alone_that_is_gone_or_has_variants_since() {
        world.driver.toTheEnd(off);
        world.flags.someoneDeploys("{\"version\":\"1\",\"flags\":{\"search\":{}}}");
        world.clock.advance(ofMinutes(11));
        assertThat(text(undo(off)))
                .isEqualTo(
                        "Flag checkout is not in version 4 of shop/prod/flags any more: expected it there. Find out who"
                                + " changed it, and set it by hand.");

        world.flags.someoneDeploys(
                "{\"version\":\"1\",\"flags\":{\"checkout\":{}},\"values\":{\"checkout\":{\"_variants\":["
                        + "{\"name\":\"default\",\"enabled\":false}]}}}");
        world.clock.advance(ofMinutes(11));
        assertThat(text(undo(off)))
                .isEqualTo(
                        "Flag checkout in version 5 of shop/prod/flags has variants: expected it without them, as before"
                                + " the change. Find out who changed it, and set it by hand.");
    }

    @Test
    void says_what_it_does() {
        assertThat(off.undo().describe()).isEqualTo("flag checkout of shop/prod/flags: back to what it was before");
    }
}
