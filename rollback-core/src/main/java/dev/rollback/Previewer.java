package dev.rollback;

import dev.rollback.health.Probe;
import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Position;
import dev.rollback.target.Standing;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the preview of one plan: looks at all steps side by side, on the loop, within the time for a preview. Each step is looked at in three calls,
 * so that what is known when the time is over is shown.
 */
final class Previewer {

    /** The part of the time for a preview that is left to checks, which need to know the changes. */
    private static final int SPARED = 4;

    private final Parts parts;
    private final Caller caller;
    private final RollbackPlan plan;
    private final Instant until;
    private final Instant end;
    private final List<StepLook> looks = new ArrayList<>();
    private final CompletableFuture<Preview> done = new CompletableFuture<>();
    private int open;

    Previewer(Parts parts, RollbackPlan plan) {
        this.parts = parts;
        this.caller = new Caller(parts);
        this.plan = plan;
        Instant now = parts.time().instant();
        Duration within = parts.limits().preview();
        this.end = now.plus(within);
        this.until = plan.required().checks().isEmpty() ? end : end.minus(within.dividedBy(SPARED));
    }

    /** What is known of one step so far. */
    private static final class StepLook {
        private final PlannedStep step;
        private final List<Finding> problems = new ArrayList<>();
        private boolean closed;
        private @Nullable TargetId id;
        private @Nullable Version current;
        private Optional<Finding> lease = Optional.empty();
        private @Nullable Choice choice;
        private @Nullable Assessment assessment;

        StepLook(PlannedStep step) {
            this.step = step;
        }

        StepPreview preview() {
            List<Finding> all = new ArrayList<>(problems);
            StepPreview bare = new StepPreview(step.name(), step.kind(), id, current, choice, assessment, problems);
            lease.filter(finding -> bare.isChange()).ifPresent(all::add);
            return new StepPreview(step.name(), step.kind(), id, current, choice, assessment, all);
        }
    }

    /** Begins; to be called on the loop. */
    CompletableFuture<Preview> begin() {
        plan.steps().forEach(step -> looks.add(new StepLook(step)));
        open = looks.size();
        parts.time().postAt(until, () -> orFail(this::timeIsOver));
        looks.forEach(this::begin);
        return done;
    }

    private void begin(StepLook look) {
        if (look.step.checks().isEmpty()) {
            beginItself(look);
        } else {
            call(look, context -> probes(look.step, context), found -> {
                look.problems.addAll(found);
                beginItself(look);
            });
        }
    }

    /** What speaks against its probes; one that cannot be asked keeps nobody from anything. */
    private static List<Finding> probes(PlannedStep step, Look look) {
        List<Finding> found = new ArrayList<>();
        for (PlannedStep.Check check : step.checks()) {
            Probe probe = check.probe();
            try {
                found.addAll(probe.check(look));
            } catch (RuntimeException e) {
                found.add(Finding.warning(
                        "PROBE_UNKNOWN",
                        "Whether \"" + probe.describe() + "\" can be looked at is not known: " + Texts.sentence(e),
                        "Look whether it works before you count on it."));
            }
        }
        return found;
    }

    private void beginItself(StepLook look) {
        switch (look.step.kind()) {
            case ROLL_BACK -> look(look, look.step.requireTarget());
            case RUN -> check(look, look.step.action().orElseThrow());
            case VERIFY, APPROVE, PAUSE, JOIN -> close(look);
        }
    }

    private void look(StepLook look, Target target) {
        call(look, context -> found(target, context), found -> {
            look.id = found.id();
            look.current = found.current();
            look.lease = found.lease();
            choose(look, target, found);
        });
    }

    /** What the first call finds. */
    private record Found(TargetId id, Version current, Optional<Finding> lease) {}

    private Found found(Target target, Look look) {
        TargetId id = Objects.requireNonNull(target.id(), () -> target.name() + " answered null to id()");
        Version current =
                Objects.requireNonNull(target.current(look), () -> target.name() + " answered null to current()");
        return new Found(id, current, lease(id));
    }

    /** What whoever holds the lease of a target means for this plan. */
    private Optional<Finding> lease(TargetId target) {
        try {
            return parts.leases()
                    .holder(target, parts.time().instant())
                    .map(holder -> LeaseWords.seen(target, holder, plan.severity()));
        } catch (RuntimeException e) {
            return Optional.of(LeaseWords.unknown(target, e));
        }
    }

    private void choose(StepLook look, Target target, Found found) {
        TakeBack.Origin origin = look.step.origin();
        if (origin != null) {
            takeBack(look, target, origin);
            return;
        }
        VersionSelector said = look.step.options().selector();
        VersionSelector selector = said == null ? plan.policy().selector() : said;
        QuarantineLook quarantine = new QuarantineLook(parts.journal(), found.id());
        Grader grader = new Grader(found.current(), plan.policy(), quarantine);
        call(look, context -> selector.accept(new VersionChoice(target, found.current(), grader, context)), choice -> {
            look.choice = choice;
            choice.chosen()
                    .filter(to -> !to.sameContent(found.current()))
                    .flatMap(quarantine::tried)
                    .ifPresent(look.problems::add);
            quarantine.finding().ifPresent(look.problems::add);
            choice.chosen()
                    .filter(to -> !to.sameContent(found.current()))
                    .ifPresentOrElse(to -> check(look, target, found, to), () -> close(look));
        });
    }

    /** To what was found then, if the target still is where the run left it. Where it is need not be known: it is looked at again before anything is written. */
    private void takeBack(StepLook look, Target target, TakeBack.Origin origin) {
        Change back = origin.reversed();
        String why = "what run " + origin.run() + " found and rolled away from";
        look.choice = new Choice(back.to().standing(Standing.SUSPECT, why), why, List.of(), List.of());
        call(look, context -> target.locate(Objects.requireNonNull(origin.change()), context), located -> {
            moved(target, origin, located).ifPresent(look.problems::add);
            call(look, context -> target.check(back, context), assessment -> checked(look, assessment));
        });
    }

    private static Optional<Finding> moved(Target target, TakeBack.Origin origin, Target.Located located) {
        if (located.position() == Position.BETWEEN && origin.left() != Position.TO) {
            return Optional.of(Finding.warning(
                    "MOVED_SINCE_UNKNOWN",
                    "Whether somebody has moved " + target.name() + " is not known: run " + origin.run()
                            + " left it between, and it still is: " + located.evidence() + ".",
                    "Look at it yourself if others may have changed it."));
        }
        String where = target.name() + " where run " + origin.run() + " was to bring it, "
                + origin.reversed().from().title() + ": " + located.evidence() + ".";
        return switch (located.position()) {
            case TO, FROM -> Optional.empty();
            case BETWEEN ->
                Optional.of(Finding.soft(
                        "MOVED_SINCE",
                        "Somebody has moved " + target.name() + ". Expected " + where,
                        "Find out who changed it; or override MOVED_SINCE if that may be replaced as well."));
            case UNKNOWN ->
                Optional.of(Finding.warning(
                        "MOVED_SINCE_UNKNOWN",
                        "Whether somebody has moved it is not known. Expected " + where,
                        "Look at it yourself, or give the preview more time."));
        };
    }

    private void check(StepLook look, Target target, Found found, Version to) {
        Change change = new Change(found.id(), found.current(), to, "preview");
        call(look, context -> target.check(change, context), assessment -> checked(look, assessment));
    }

    private void check(StepLook look, Action action) {
        call(look, action::check, assessment -> checked(look, assessment));
    }

    private void checked(StepLook look, Assessment assessment) {
        look.assessment = assessment;
        close(look);
    }

    private <T> void call(StepLook look, Function<Look, T> work, Consumer<T> then) {
        Duration left = Duration.between(parts.time().instant(), until);
        if (left.isNegative() || left.isZero()) {
            timeIsOver(look);
            return;
        }
        Caller.Job<T> job =
                new Caller.Job<>("preview", look.step.name(), left, until, () -> !look.closed, () -> carryOut(work));
        caller.call(
                job,
                result -> inTime(look, () -> then.accept(result)),
                failure -> inTime(look, () -> unknown(look, failure)));
    }

    private <T> T carryOut(Function<Look, T> work) {
        Duration left = Duration.between(parts.time().instant(), until);
        if (done.isDone() || left.isNegative() || left.isZero()) {
            throw timeOver();
        }
        return work.apply(new EngineLook(parts, plan, left));
    }

    /** An answer that comes when the time is over is too late. */
    private void inTime(StepLook look, Runnable task) {
        if (!look.closed) {
            orFail(task);
        }
    }

    /** Whoever waits for the preview hears of it when the code of a target, or our own, fails on the loop. */
    private void orFail(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(RollbackException.noPreview(plan.name(), e));
        }
    }

    private void timeIsOver() {
        looks.stream().filter(look -> !look.closed).toList().forEach(this::timeIsOver);
    }

    private void timeIsOver(StepLook look) {
        unknown(look, timeOver());
    }

    private TargetException timeOver() {
        String within = Texts.duration(parts.limits().preview());
        return TargetException.of(TargetException.Kind.TRANSIENT, "no answer within the " + within + " of a preview.");
    }

    /** A look failed. Without it the step may still be run where it is only a check that is missing. */
    private void unknown(StepLook look, TargetException failure) {
        look.problems.add(LookFailure.finding(look.step, look.current != null, look.choice != null, failure));
        close(look);
    }

    private void close(StepLook look) {
        look.closed = true;
        if (--open == 0) {
            List<StepPreview> steps = looks.stream().map(StepLook::preview).toList();
            CompletableFuture<Void> unused = new CheckLooks(parts, plan, steps, end)
                    .begin()
                    .thenAccept(checks -> orFail(() -> finish(steps, checks)));
        }
    }

    private void finish(List<StepPreview> steps, List<CheckPreview> checks) {
        Instant now = parts.time().instant();
        List<Finding> findings = PlanFindings.of(plan, steps, now);
        done.complete(new Preview(
                plan, new Preview.Found(now, steps, findings, parts.journal().describe(), checks)));
    }
}
