package dev.rollback;

import dev.rollback.run.StepKind;
import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the preview of one plan: looks at all steps side by side, on the loop, within the time for a preview. Each step is looked at in three calls,
 * so that what is known when the time is over is shown.
 */
final class Previewer {

    private final Parts parts;
    private final Caller caller;
    private final RollbackPlan plan;
    private final Instant until;
    private final StepLook[] looks;
    private final CompletableFuture<Preview> done = new CompletableFuture<>();
    private int open;

    Previewer(Parts parts, RollbackPlan plan) {
        this.parts = parts;
        this.caller = new Caller(parts);
        this.plan = plan;
        this.until = parts.time().instant().plus(parts.limits().preview());
        this.looks = new StepLook[plan.steps().size()];
    }

    /** What is known of one step so far. */
    private static final class StepLook {
        private final PlannedStep step;
        private final List<Finding> problems = new ArrayList<>();
        private @Nullable TargetId id;
        private @Nullable Version current;
        private @Nullable Choice choice;
        private @Nullable Assessment assessment;

        StepLook(PlannedStep step) {
            this.step = step;
        }

        StepPreview preview() {
            return new StepPreview(step.name(), step.kind(), id, current, choice, assessment, problems);
        }
    }

    /** Begins; to be called on the loop. */
    CompletableFuture<Preview> begin() {
        for (int i = 0; i < looks.length; i++) {
            looks[i] = new StepLook(plan.steps().get(i));
        }
        open = 1;
        for (StepLook look : looks) {
            begin(look);
        }
        close();
        return done;
    }

    private void begin(StepLook look) {
        if (look.step.kind() == StepKind.ROLL_BACK) {
            open++;
            Target target = look.step.requireTarget();
            call(look, context -> new Found(target.id(), target.current(context)), found -> {
                look.id = found.id();
                look.current = found.current();
                choose(look, target, found);
            });
        } else if (look.step.kind() == StepKind.RUN) {
            open++;
            Action action = look.step.action().orElseThrow();
            call(look, action::check, assessment -> {
                look.assessment = assessment;
                close();
            });
        }
    }

    /** What the first call finds. */
    private record Found(TargetId id, Version current) {}

    private void choose(StepLook look, Target target, Found found) {
        VersionSelector said = look.step.options().selector();
        VersionSelector selector = said == null ? plan.policy().selector() : said;
        Grader grader = new Grader(
                found.current(), plan.policy(), content -> parts.journal().quarantine(found.id(), content));
        call(look, context -> selector.accept(new VersionChoice(target, found.current(), grader, context)), choice -> {
            look.choice = choice;
            choice.chosen().ifPresentOrElse(to -> check(look, target, found, to), this::close);
        });
    }

    private void check(StepLook look, Target target, Found found, Version to) {
        Change change = new Change(found.id(), found.current(), to, "preview");
        call(look, context -> target.check(change, context), assessment -> {
            look.assessment = assessment;
            close();
        });
    }

    private <T> void call(StepLook look, Function<Look, T> work, Consumer<T> then) {
        Duration left = Duration.between(parts.time().instant(), until);
        if (left.isNegative() || left.isZero()) {
            unknown(look, TargetException.of(TargetException.Kind.TRANSIENT, "the time for the preview is over"));
            return;
        }
        Caller.Job<T> job = new Caller.Job<>(
                "preview", look.step.name(), left, until, () -> work.apply(CallContext.look(parts, left)));
        caller.call(job, then, failure -> unknown(look, failure));
    }

    /** A look failed. Without it the step may still be run where it is only a check that is missing. */
    private void unknown(StepLook look, TargetException failure) {
        look.problems.add(LookFailure.finding(look.step, look.current != null, look.choice != null, failure));
        close();
    }

    private void close() {
        if (--open == 0) {
            List<StepPreview> steps = new ArrayList<>();
            for (StepLook look : looks) {
                steps.add(look.preview());
            }
            Instant now = parts.time().instant();
            List<Finding> findings = PlanFindings.of(plan, steps, now);
            done.complete(
                    new Preview(plan, now, steps, findings, parts.journal().describe()));
        }
    }
}
