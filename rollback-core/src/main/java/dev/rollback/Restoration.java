package dev.rollback;

import dev.rollback.journal.JournalException;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.Signal;
import dev.rollback.run.StepState;
import dev.rollback.target.Change;
import dev.rollback.target.Position;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts back what a run did, by a run of its own that is named after it: begins that one, or goes on with it after a crash, and tells where each step stands once it has
 * ended. A journal that is away is asked again. On the loop.
 */
final class Restoration {

    private static final Logger log = LoggerFactory.getLogger(Restoration.class);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Parts parts;
    private final RunDrivers drivers;
    private final RunDriver.Start start;
    private final Consumer<Signal.Restored> told;
    private final RunId run;
    private final RollbackPlan back;

    Restoration(Parts parts, RunDrivers drivers, RunDriver.Start start, RunState done, Consumer<Signal.Restored> told) {
        this.parts = parts;
        this.drivers = drivers;
        this.start = start;
        this.told = told;
        this.run = done.restoring().orElseThrow();
        this.back = TakeBack.unasked(start.plan(), done);
    }

    void begin() {
        try {
            drivers.driver(run).ifPresentOrElse(this::follow, this::drive);
        } catch (JournalException e) {
            refused(e);
        }
    }

    private void refused(Throwable failure) {
        if (isPassing(failure)) {
            parts.time().postAt(parts.time().instant().plus(AGAIN), this::begin);
        } else {
            giveUp(failure);
        }
    }

    /** The journal comes back; and another engine that drives the run ends it, or dies and leaves it. */
    private static boolean isPassing(Throwable failure) {
        Throwable cause = failure instanceof JournalException ? failure : failure.getCause();
        return cause instanceof JournalException known
                && (known.kind() == JournalException.Kind.UNAVAILABLE
                        || known.kind() == JournalException.Kind.OVERTAKEN);
    }

    private void drive() {
        List<RunEvent> past = past();
        if (!past.isEmpty() && RunState.replay(past).isEnded()) {
            tell(RunState.replay(past));
            return;
        }
        LeaseOwner owner = Leased.owner(parts, run, OutlineMaker.of(preview()));
        drive(past, Leased.wanting(owner, targets()));
    }

    private Set<TargetId> targets() {
        Set<TargetId> targets = new TreeSet<>();
        for (PlannedStep step : back.steps()) {
            TakeBack.Origin origin = step.origin();
            if (origin != null && origin.change() != null) {
                targets.add(origin.change().target());
            }
        }
        return targets;
    }

    private void drive(List<RunEvent> past, Leased leased) {
        if (past.isEmpty()) {
            follow(drivers.begin(
                    new Opening(run, preview(), List.of(), leased, parts.time().instant()).start()));
            return;
        }
        Instant last = past.get(past.size() - 1).at();
        Instant now = parts.time().instant();
        RunEvent resumed = new RunEvent.RunResumed(now.isAfter(last) ? now : last);
        follow(drivers.begin(new RunDriver.Start(run, back, past, List.of(resumed), NOTHING_TO_TELL, leased)));
    }

    private static final RunDriver.Notes NOTHING_TO_TELL = new RunDriver.Notes(List.of(), new TreeMap<>(), List.of());

    private List<RunEvent> past() {
        try {
            return parts.journal().read(run);
        } catch (JournalException e) {
            if (e.kind() == JournalException.Kind.UNKNOWN_RUN) {
                return List.of();
            }
            throw e;
        }
    }

    /** Nothing is asked that could refuse it: whatever stands in the way of one target is met there, and the others are put back all the same. */
    private Preview preview() {
        List<StepPreview> places = new ArrayList<>();
        for (PlannedStep step : back.steps()) {
            places.add(place(step, step.origin()));
        }
        return new Preview(
                back,
                new Preview.Found(
                        parts.time().instant(),
                        places,
                        List.of(),
                        parts.journal().describe()));
    }

    private static StepPreview place(PlannedStep step, TakeBack.@Nullable Origin origin) {
        if (origin == null || origin.change() == null) {
            return new StepPreview(step.name(), step.kind(), null, null, null, null, List.of());
        }
        Change change = origin.reversed();
        Choice found = Choice.of(change.to(), List.of(), List.of());
        return new StepPreview(step.name(), step.kind(), change.target(), change.from(), found, null, List.of());
    }

    private void follow(RunDriver driver) {
        var unused =
                driver.ended().whenComplete((report, failure) -> parts.time().post(() -> ended(driver, failure)));
    }

    private void ended(RunDriver driver, @Nullable Throwable failure) {
        if (failure == null) {
            tell(driver.state());
        } else {
            refused(failure);
        }
    }

    private void tell(RunState ended) {
        List<Signal.Stand> stands = new ArrayList<>();
        for (StepState step : ended.steps()) {
            TakeBack.Origin origin = back.steps().get(step.index()).origin();
            if (origin != null) {
                stands.add(new Signal.Stand(origin.step(), position(step), evidence(step)));
            }
        }
        told.accept(new Signal.Restored(stands));
    }

    /** As the run sees it that is put back. */
    private static Position position(StepState step) {
        boolean back = step.phase() == StepState.Phase.SETTLED;
        return switch (step.position().orElse(back ? Position.TO : Position.UNKNOWN)) {
            case TO -> Position.FROM;
            case FROM -> Position.TO;
            case BETWEEN -> Position.BETWEEN;
            case UNKNOWN -> Position.UNKNOWN;
        };
    }

    private String evidence(StepState step) {
        String how = step.phase() == StepState.Phase.SETTLED ? "put back as found" : "could not be put back as found";
        return how + (step.why().isEmpty() ? "" : ": " + step.why()) + " (run " + run + ")";
    }

    private void giveUp(Throwable failure) {
        log.error("Run {} cannot put back what run {} did", run, start.run(), failure);
        List<Signal.Stand> stands = new ArrayList<>();
        for (PlannedStep step : back.steps()) {
            TakeBack.Origin origin = step.origin();
            if (origin != null) {
                stands.add(new Signal.Stand(
                        origin.step(), Position.UNKNOWN, "could not be put back as found: " + Texts.sentence(failure)));
            }
        }
        told.accept(new Signal.Restored(stands));
    }
}
