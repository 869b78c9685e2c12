package dev.rollback;

import dev.rollback.lease.LeaseOwner;
import dev.rollback.run.Outline;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.target.Change;
import dev.rollback.target.Target;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** Takes up a run that its driver left: reads it, finds out whether the plan is the one it was started with, and drives it on. On the loop. */
final class Resumption {

    private final Parts parts;
    private final RunDrivers drivers;
    private final Caller caller;

    Resumption(Parts parts, RunDrivers drivers) {
        this.parts = parts;
        this.drivers = drivers;
        this.caller = new Caller(parts);
    }

    CompletableFuture<Run> resume(RunId run, RollbackPlan plan) {
        if (drivers.isDriven(run)) {
            throw RollbackException.notResumed(
                    run, "this engine drives it already.", "Follow the Run that it was started or resumed with.");
        }
        List<RunEvent> past = parts.journal().read(run);
        of(past, RunEvent.RunEnded.class).findFirst().ifPresent(ended -> {
            throw RollbackException.notResumed(
                    run, "it ended " + ended.outcome() + ".", "Run the plan again if something is left to do.");
        });
        RunEvent.RunStarted started = (RunEvent.RunStarted) past.get(0);
        RollbackPlan same = started.outline()
                .undoes()
                .map(done ->
                        TakeBack.again(plan, read(done, plan, RollbackException.otherPlan(run)), started.outline()))
                .orElse(plan);
        requireSame(started.outline(), same, RollbackException.otherPlan(run));
        return checkTargets(run, same, past)
                .thenApply(checked -> begin(run, same, past, leases(run, started.outline(), past)));
    }

    /**
     * The plan that takes a finished run back.
     *
     * @throws RollbackException when the run is not over, takes another one back, was started with another plan, or did nothing that could be taken back and has not been
     */
    RollbackPlan undo(RunId run, RollbackPlan plan) {
        if (!parts.journal().summary(run).isEnded()) {
            throw RollbackException.notUndone(
                    run, "it is not over.", "Cancel it and wait for its end, or resume it if its engine is gone.");
        }
        RunState done = RunState.replay(parts.journal().read(run));
        done.outline().undoes().ifPresent(before -> {
            throw RollbackException.notUndone(
                    run, "it is what took run " + before + " back.", "Run the plan again to roll back anew.");
        });
        requireSame(done.outline(), plan, RollbackException.otherPlanThen(run));
        TakenBack before = TakenBack.of(parts.journal(), run);
        before.open().ifPresent(open -> {
            throw RollbackException.notUndone(
                    run,
                    "run " + open + ", which takes it back, is not over.",
                    "Wait for its end, or resume it if its engine is gone.");
        });
        RollbackPlan back = TakeBack.asked(plan, done, before.steps());
        if (back.steps().stream().allMatch(step -> step.origin() == null)) {
            throw RollbackException.notUndone(run, nothingLeft(before.names()), "Nothing is to be done.");
        }
        return back;
    }

    private static String nothingLeft(String before) {
        return before.isEmpty()
                ? "no target of it left where it was found, and no action has an undo."
                : "run " + before + " has taken back all of it that can be.";
    }

    private RunState read(RunId done, RollbackPlan plan, Function<List<String>, RollbackException> refusal) {
        RunState state = RunState.replay(parts.journal().read(done));
        requireSame(state.outline(), plan, refusal);
        return state;
    }

    private static void requireSame(
            Outline outline, RollbackPlan plan, Function<List<String>, RollbackException> refusal) {
        List<String> differences = new PlanMatch(outline, plan).differences();
        if (!differences.isEmpty()) {
            throw refusal.apply(differences);
        }
    }

    private static <E extends RunEvent> Stream<E> of(List<RunEvent> past, Class<E> kind) {
        return past.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Asks each target for its name: a plan whose steps are called the same may lead to another account. */
    private CompletableFuture<Void> checkTargets(RunId run, RollbackPlan plan, List<RunEvent> past) {
        return CompletableFuture.allOf(of(past, RunEvent.ChangePlanned.class)
                .map(planned -> checkTarget(run, plan.steps().get(planned.step()), planned.change()))
                .toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> checkTarget(RunId run, PlannedStep step, Change change) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        Duration within = parts.limits().preview();
        Instant until = parts.time().instant().plus(within);
        Target target = step.requireTarget();
        Caller.Job<TargetId> job =
                new Caller.Job<>(run.value(), step.name(), within, until, () -> !result.isDone(), target::id);
        caller.call(job, id -> compare(run, step, change, id, result), result::completeExceptionally);
        parts.time()
                .postAt(
                        until,
                        () -> result.completeExceptionally(RollbackException.notResumed(
                                run,
                                "the name of the target of step \"" + step.name() + "\" was not known within "
                                        + Texts.duration(within) + ".",
                                "Try again.")));
        return result;
    }

    private static void compare(
            RunId run, PlannedStep step, Change change, TargetId id, CompletableFuture<Void> result) {
        if (id.equals(change.target())) {
            result.complete(null);
        } else {
            result.completeExceptionally(RollbackException.otherPlan(run)
                    .apply(List.of(
                            "the target of step \"" + step.name() + "\" is " + id + ", expected " + change.target())));
        }
    }

    /** Those of the targets that it has not done with; one that it does not get is no reason not to carry the rest on. */
    private Leased leases(RunId run, Outline outline, List<RunEvent> past) {
        LeaseOwner owner = Leased.owner(parts, run, outline);
        if (of(past, PersonEvent.Overridden.class)
                .anyMatch(event -> event.code().equals(LeaseWords.UNKNOWN))) {
            return Leased.none(owner);
        }
        return Leased.wanting(owner, Leased.wanted(RunState.replay(past)));
    }

    private Run begin(RunId run, RollbackPlan plan, List<RunEvent> past, Leased leased) {
        RunEvent resumed = CarryingOn.event(past, parts.time().instant());
        RunDriver.Notes notes = new RunDriver.Notes(List.of(), overrides(past), List.of());
        try {
            return drivers.begin(new RunDriver.Start(run, plan, past, List.of(resumed), notes, leased));
        } catch (RuntimeException e) {
            throw RollbackException.notTakenUp(run, e);
        }
    }

    private static SortedMap<String, String> overrides(List<RunEvent> past) {
        SortedMap<String, String> overrides = new TreeMap<>();
        of(past, PersonEvent.Overridden.class).forEach(event -> overrides.put(event.code(), event.reason()));
        return overrides;
    }
}
