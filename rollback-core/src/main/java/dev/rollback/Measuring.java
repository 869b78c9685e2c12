package dev.rollback;

import dev.rollback.journal.Practice;
import dev.rollback.run.RunEvent;
import dev.rollback.run.StepState;
import dev.rollback.target.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run that was a drill measured. A step during which nobody looked, or the clock was set, measured nothing. */
final class Measuring {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final RollbackReport report;
    private final List<Instant> resumed;

    Measuring(RollbackReport report, List<RunEvent> events) {
        this.report = report;
        this.resumed = events.stream()
                .filter(RunEvent.RunResumed.class::isInstance)
                .map(RunEvent::at)
                .toList();
    }

    Practice.Drilled drilled(String failure) {
        Duration took = report.took();
        return new Practice.Drilled(
                report.run(),
                report.plan(),
                report.startedAt(),
                where(),
                isPossible(took) ? took : Duration.ZERO,
                failure,
                report.steps().stream().flatMap(this::measured).toList());
    }

    private String where() {
        return report.steps().stream()
                .flatMap(step -> step.change().stream())
                .map(change -> change.target().scope())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Stream<Practice.Measured> measured(StepReport step) {
        Optional<Duration> serving = step.times().untilServed();
        Optional<Duration> settled = step.times().took();
        boolean counts = step.kind().isCalled()
                && step.phase() == StepState.Phase.SETTLED
                && step.change().filter(Change::isEmpty).isEmpty()
                && serving.filter(Measuring::isPossible).isPresent()
                && settled.filter(Measuring::isPossible).isPresent()
                && resumed.stream().noneMatch(at -> isWithin(at, step.times()));
        String kind = step.change().map(change -> change.target().kind()).orElse("");
        return counts
                ? Stream.of(new Practice.Measured(step.name(), kind, serving.get(), settled.get()))
                : Stream.empty();
    }

    private static boolean isPossible(Duration took) {
        return !took.isNegative() && took.compareTo(LONGEST) <= 0;
    }

    private static boolean isWithin(Instant at, StepReport.Times times) {
        Instant started = times.started();
        Instant over = times.over();
        return started != null && over != null && at.isAfter(started) && !at.isAfter(over);
    }
}
