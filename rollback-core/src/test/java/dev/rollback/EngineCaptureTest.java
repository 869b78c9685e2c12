package dev.rollback;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.FileJournal;
import dev.rollback.journal.JournalException;
import dev.rollback.run.Outcome;
import dev.rollback.target.Action;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Pinnable;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import dev.rollback.target.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCaptureTest {

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    private RollbackReport back(Checkpoint checkpoint, Lever... levers) {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout").to(checkpoint);
        for (Lever lever : levers) {
            plan.rollBack(lever);
        }
        return bench.engine.execute(plan.build());
    }

    @Test
    void each_goes_back_to_what_it_served() {
        Checkpoint before = bench.engine.capture(api, web);
        api.serving = Lever.live("new", HandTime.NOON, HandTime.NOON.plusSeconds(60));
        web.serving = api.serving;

        RollbackReport report = back(before, api, web);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(api.serving.id()).isEqualTo("bad");
        assertThat(web.serving.id()).isEqualTo("bad");
    }

    @Test
    void a_capture_only_looks() {
        bench.engine.capture(api);

        assertThat(api.calls).containsExactly("current");
    }

    @Test
    void it_is_kept_with_the_journal_with_its_notes(@TempDir Path folder) {
        HandTime time = new HandTime();
        Checkpoint taken;
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = RollbackEngine.with(
                        journal, options -> options.time(time).seed(7))) {
            taken = engine.capture(capture -> capture.note("release", "v1.3.0"), api);
        }

        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = RollbackEngine.with(journal, options -> options.time(new HandTime()))) {
            assertThat(engine.checkpoints()).containsExactly(taken);
            assertThat(journal.checkpoint(taken.id()).notes()).containsEntry("release", "v1.3.0");
        }
    }

    @Test
    void the_preview_says_that_it_was_captured() {
        Checkpoint before = bench.engine.capture(api);
        api.serving = Lever.GOOD;

        Preview preview = bench.engine.preview(RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.to(before))
                .build());

        assertThat(preview.toText(120)).contains("captured at 2026-11-20 12:00:00 UTC in checkpoint " + before.id());
    }

    @Test
    void a_checkpoint_of_another_account_is_refused() {
        Checkpoint before = bench.engine.capture(api);
        api.scope = "eu-west-1/210987654321";

        RollbackReport report = back(before, api);

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.refusals())
                .extracting(refusal -> refusal.finding().toString())
                .singleElement()
                .asString()
                .contains("NOT_IN_CHECKPOINT")
                .contains("does not hold lever:eu-west-1/210987654321/api")
                .contains("it holds lever:eu-west-1/123456789012/api");
    }

    @Test
    void one_target_that_cannot_be_looked_at_captures_none() {
        web.current = look -> {
            throw TargetException.of(TargetException.Kind.DENIED, "AccessDenied: lever:Get is not allowed.");
        };

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.capture(api, web))
                .withMessage(
                        "Nothing is captured: what web serves is not known. AccessDenied: lever:Get is not allowed."
                                + " Try again before anything is deployed, or leave that target out.");
        assertThat(bench.engine.checkpoints()).isEmpty();
    }

    @Test
    void a_target_that_gives_no_answer_captures_none_in_time() {
        web.current = look -> {
            throw TargetException.of(TargetException.Kind.TRANSIENT, "connection reset");
        };

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.capture(web))
                .withMessageContaining("what web serves is not known");
        assertThat(bench.time.instant()).isBeforeOrEqualTo(HandTime.NOON.plusSeconds(20));
    }

    @Test
    void a_journal_that_is_away_captures_none() {
        bench.journal.failure = FlakyJournal.full();

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> bench.engine.capture(api))
                .withMessageContaining("disk full");
    }

    @Test
    void what_is_not_whole_is_captured_with_a_warning() {
        api.serving = Lever.BAD.standing(Standing.SUSPECT, "its deployment is not finished");

        assertThat(bench.engine.capture(api).warnings()).containsExactly("api: bad its deployment is not finished");
    }

    @Test
    void a_target_of_instants_lets_its_clock_move_on() {
        Lever clocked = new Lever("db") {
            @Override
            public Duration grain() {
                return ofSeconds(1);
            }
        };

        bench.engine.capture(clocked, api);

        assertThat(bench.time.instant()).isEqualTo(HandTime.NOON.plusSeconds(1));
    }

    @Test
    void what_was_captured_is_found_again_under_another_id() {
        Checkpoint before = bench.engine.capture(api);
        Version again = Version.of("bad-registered-again", "bad", Lever.GOOD.tenure());
        api.serving = Lever.GOOD;
        api.history = look -> Stream.of(Lever.GOOD, again);

        RollbackReport report = back(before, api);

        assertThat(report.step("api").serving()).get().extracting(Version::id).isEqualTo("bad-registered-again");
    }

    @Test
    void what_was_captured_is_wanted_although_the_history_forgot_it() {
        Checkpoint before = bench.engine.capture(api);
        api.serving = Lever.GOOD;
        api.history = look -> Stream.of(Lever.GOOD);

        RollbackReport report = back(before, api);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(api.serving.id()).isEqualTo("bad");
    }

    @Test
    void what_would_be_deleted_is_warned_of_and_pinned_where_that_is_asked() {
        Perishable perishable = new Perishable();

        Checkpoint looked = bench.engine.capture(perishable);
        Checkpoint pinned = bench.engine.capture(CaptureOptions::pin, perishable);

        assertThat(looked.warnings()).containsExactly("images: deleted after 7 days.");
        assertThat(perishable.pins).containsExactly("bad for " + pinned.id());
    }

    @Test
    void a_damaged_checkpoint_hides_no_other(@TempDir Path folder) throws IOException {
        HandTime time = new HandTime();
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = RollbackEngine.with(
                        journal, options -> options.time(time).seed(7))) {
            Checkpoint first = engine.capture(api);
            time.runFor(ofSeconds(5));
            Checkpoint second = engine.capture(api);
            Files.writeString(folder.resolve(first.id() + ".checkpoint"), "{\"format\":1,");

            assertThat(engine.checkpoints()).containsExactly(second);
            assertThatExceptionOfType(JournalException.class)
                    .isThrownBy(() -> journal.checkpoint(first.id()))
                    .withMessageContaining(first.id() + ".checkpoint");
        }
    }

    @Test
    void what_cannot_be_pinned_is_warned_of() {
        Perishable perishable = new Perishable();
        perishable.pinning = attempt -> {
            throw TargetException.of(TargetException.Kind.DENIED, "AccessDenied: ecr:PutImage is not allowed.");
        };

        Checkpoint pinned = bench.engine.capture(CaptureOptions::pin, perishable, api);

        assertThat(pinned.warnings())
                .containsExactly(
                        "images: deleted after 7 days.",
                        "lever:eu-west-1/123456789012/images is not pinned: AccessDenied: ecr:PutImage is not allowed.");
        assertThat(bench.engine.checkpoints()).containsExactly(pinned);
    }

    /** What is deleted after a while unless it is pinned. */
    private static final class Perishable extends Lever implements Pinnable {
        private final List<String> pins = new ArrayList<>();
        private Work pinning = attempt -> {};

        Perishable() {
            super("images");
        }

        @Override
        public List<Finding> perils(Version version, Look look) {
            return List.of(Finding.warning("EXPIRES", "deleted after 7 days.", "Pin it."));
        }

        @Override
        public Action pinning(Version version, String checkpoint) {
            pins.add(version.id() + " for " + checkpoint);
            return Action.of("pin it", pinning);
        }
    }
}
