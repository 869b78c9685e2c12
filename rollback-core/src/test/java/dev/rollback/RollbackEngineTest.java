package dev.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.Outcome;
import dev.rollback.run.Verdict;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.Target;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The engine on real time, with targets that take milliseconds. */
class RollbackEngineTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void rolls_a_target_back_and_verifies_it() {
        Switch target = new Switch();
        RollbackPlan plan = RollbackPlan.named("demo")
                .rollBack(
                        "switch",
                        target,
                        step -> step.verify(
                                Probe.of("always well", look -> Health.healthy("fine")),
                                hold -> hold.times(2).every(Duration.ofMillis(10))))
                .run("tell", attempt -> assertThat(attempt.changeId()).endsWith("-1"))
                .build();
        List<String> lines = new ArrayList<>();

        try (RollbackEngine engine =
                RollbackEngine.with(new InMemoryJournal(), options -> options.listener(ProgressLines.to(lines::add)))) {
            Preview preview = engine.preview(plan);
            RollbackReport report = engine.execute(preview);

            assertThat(preview.blockers()).isEmpty();
            assertThat(report.outcome()).as(report.toText(120)).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.verdict()).isEqualTo(Verdict.HELPED);
            assertThat(target.serving).isEqualTo("good");
            assertThat(lines).isNotEmpty();
        }
    }

    /** A target with two versions that changes over at its second call. */
    private static final class Switch implements Target {
        private volatile String serving = "bad";

        @Override
        public TargetId id() {
            return new TargetId("switch", "here/now", "main");
        }

        @Override
        public String name() {
            return "main";
        }

        @Override
        public Version current(Look look) {
            return Version.of(serving, serving, Tenure.since(LONG_AGO.plus(Duration.ofDays(2)), "test"));
        }

        @Override
        public Stream<Version> history(Look look) {
            return Stream.of(
                    current(look),
                    Version.of("good", "good", Tenure.between(LONG_AGO, LONG_AGO.plus(Duration.ofDays(2)), "test")));
        }

        @Override
        public Assessment check(Change change, Look look) {
            return Assessment.expecting(Duration.ofMillis(20), Duration.ofMillis(20))
                    .path("flip it")
                    .build();
        }

        @Override
        public Progress reconcile(Change change, Attempt attempt) {
            if (attempt.memo().isEmpty()) {
                return Progress.pending("flipping", 0.5, Memo.of("asked", "yes"), Duration.ofMillis(20));
            }
            serving = change.to().id();
            return Progress.settled(change.to(), "flipped");
        }
    }
}
