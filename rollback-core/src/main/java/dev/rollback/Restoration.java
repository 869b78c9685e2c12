package dev.rollback;

import dev.rollback.journal.JournalException;
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
 * ended. A journal that is away is asked again; while another engine drives that run it is only looked at; neither for ever. On the loop.
 */
final class Restoration {

    private static final Logger log = LoggerFactory.getLogger(Restoration.class);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /** What a run still takes to end once its time is over: its last calls are waited for, and its targets located. */
    private static final Duration GONE_AFTER = Duration.ofMinutes(15);

    private final Parts parts;
    private final RunDrivers drivers;
    private final RunDriver.Start start;
    private final RunState done;
    private final Consumer<Signal.Restored> told;
    private final RunId run;
    private RollbackPlan back;
    private boolean mayHaveBegun;
    private @Nullable Instant awayUntil;
    private @Nullable Instant heldUntil;
    private Runnable taken = () -> {};

    Restoration(Parts parts, RunDrivers drivers, RunDriver.Start start, RunState done, Consumer<Signal.Restored> told) {
        this.parts = parts;
        this.drivers = drivers;
        this.start = start;
        this.done = done;
        this.told = told;
        this.run = done.restoring().orElseThrow();
        this.back = TakeBack.unasked(start.plan(), done);
        this.mayHaveBegun = start.past().stream().anyMatch(RunEvent.RestoreDue.class::isInstance);
    }

    /**
     * Begins it, or goes on with it.
     *
     * @param takenUp told once it is driven, here or by another engine, so that its leases are renewed there
     */
    void begin(Runnable takenUp) {
        taken = takenUp;
        begin();
    }

    private void begin() {
        try {
            drivers.driver(run).ifPresentOrElse(this::follow, this::drive);
        } catch (RuntimeException e) {
            refused(known(e), this::begin);
        }
    }

    /** A journal that throws what it may not is away, as for whoever writes to it: nobody must wait for ever. */
    private JournalException known(RuntimeException failure) {
        return failure instanceof JournalException known
                ? known
                : JournalException.unavailable(parts.journal().describe(), failure);
    }

    /** The journal comes back, or stays away for as long as the plan may take; and another journal that has the run open ends it, or dies and leaves it. */
    private void refused(Throwable failure, Runnable again) {
        boolean isAway = isOf(failure, JournalException.Kind.UNAVAILABLE);
        if (isOf(failure, JournalException.Kind.OVERTAKEN)) {
            held(failure, again);
        } else if (isAway && mayComeBack()) {
            later(again);
        } else {
            giveUp(Texts.sentence(failure));
        }
    }

    /** Whoever has it open is waited for until the time of what it does is over. */
    private void held(Throwable failure, Runnable again) {
        if (heldUntil == null) {
            log.warn("Run {} is put back as run {}, and waits: {}", start.run(), run, Texts.sentence(failure));
            taken.run();
        }
        Instant now = parts.time().instant();
        Instant until = heldUntil == null ? now.plus(done.outline().deadline()).plus(GONE_AFTER) : heldUntil;
        heldUntil = until;
        if (now.isBefore(until) || now.isBefore(goneAt())) {
            later(again);
        } else {
            giveUp(Texts.sentence(failure));
        }
    }

    /** When whoever drives it must be gone, by what the journal holds of it. */
    private Instant goneAt() {
        try {
            return RunState.replay(parts.journal().read(run)).deadline().plus(GONE_AFTER);
        } catch (JournalException e) {
            log.debug("Nothing is known of the time of run {}", run, e);
            return Instant.MIN;
        }
    }

    private static boolean isOf(Throwable failure, JournalException.Kind kind) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof JournalException)) {
            cause = cause.getCause();
        }
        return cause instanceof JournalException known && known.kind() == kind;
    }

    private boolean mayComeBack() {
        Instant now = parts.time().instant();
        Instant until = awayUntil == null ? now.plus(done.outline().deadline()) : awayUntil;
        awayUntil = until;
        return now.isBefore(until);
    }

    private void later(Runnable task) {
        parts.time().postAt(parts.time().instant().plus(AGAIN), task);
    }

    private void drive() {
        List<RunEvent> past = past();
        if (past.isEmpty()) {
            begin(new Opening(run, preview(), List.of(), leased(), parts.time().instant()).start());
            return;
        }
        RunState known = begun(past);
        if (known.isEnded()) {
            tell(known);
        } else {
            RunEvent resumed = CarryingOn.event(past, parts.time().instant());
            begin(new RunDriver.Start(run, back, past, List.of(resumed), NOTHING_TO_TELL, leased()));
        }
    }

    /** What was decided when it began stays so. */
    private RunState begun(List<RunEvent> past) {
        RunState known = RunState.replay(past);
        back = TakeBack.again(start.plan(), done, known.outline());
        mayHaveBegun = true;
        return known;
    }

    private void begin(RunDriver.Start from) {
        RunDriver driver = drivers.begin(from);
        mayHaveBegun = true;
        awayUntil = null;
        follow(driver);
    }

    private Leased leased() {
        return Leased.wanting(Leased.owner(parts, run, back), targets());
    }

    /** The targets that are put back. */
    Set<TargetId> targets() {
        Set<TargetId> targets = new TreeSet<>();
        for (PlannedStep step : back.steps()) {
            TakeBack.Origin origin = step.origin();
            if (origin != null && origin.change() != null) {
                targets.add(origin.change().target());
            }
        }
        return targets;
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
                        parts.journal().describe(),
                        List.of()));
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
        taken.run();
        var unused =
                driver.ended().whenComplete((report, failure) -> parts.time().post(() -> ended(driver, failure)));
    }

    private void ended(RunDriver driver, @Nullable Throwable failure) {
        if (failure == null) {
            tell(driver.state());
        } else if (isOf(failure, JournalException.Kind.OVERTAKEN)) {
            lookOn();
        } else {
            refused(failure, this::begin);
        }
    }

    /** Another engine took it over and ends it. Once its time is over, that one must be gone, and it is taken up again. */
    private void lookOn() {
        try {
            RunState seen = begun(parts.journal().read(run));
            awayUntil = null;
            if (seen.isEnded()) {
                tell(seen);
            } else if (parts.time().instant().isAfter(seen.deadline().plus(GONE_AFTER))) {
                begin();
            } else {
                later(this::lookOn);
            }
        } catch (RuntimeException e) {
            refused(known(e), this::lookOn);
        }
    }

    private void tell(RunState ended) {
        List<Signal.Stand> stands = new ArrayList<>();
        for (StepState step : ended.steps()) {
            TakeBack.Origin origin = back.steps().get(step.index()).origin();
            if (origin != null) {
                stands.add(new Signal.Stand(origin.step(), position(step, origin), evidence(step)));
            }
        }
        told.accept(new Signal.Restored(stands));
    }

    /** As the run sees it that is put back. What was not tried stands where that run left it. */
    private static Position position(StepState step, TakeBack.Origin origin) {
        if (step.phase() == StepState.Phase.SKIPPED) {
            return origin.left();
        }
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

    /** Nothing is put back any more by this engine. Where nothing has been tried, each stands where the run left it. */
    void giveUp(String why) {
        log.error("Run {} cannot put back what run {} did: {}", run, start.run(), why);
        List<Signal.Stand> stands = new ArrayList<>();
        for (PlannedStep step : back.steps()) {
            TakeBack.Origin origin = step.origin();
            if (origin != null) {
                Position position = mayHaveBegun ? Position.UNKNOWN : origin.left();
                stands.add(new Signal.Stand(origin.step(), position, "could not be put back as found: " + why));
            }
        }
        told.accept(new Signal.Restored(stands));
    }
}
