package dev.rollback;

import dev.rollback.target.Check;
import dev.rollback.target.Finding;
import dev.rollback.target.Permission;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Makes the checks of a plan side by side, within a time. One that throws, or gives no answer, has not passed. On the loop. */
final class CheckLooks {

    private final Parts parts;
    private final RollbackPlan plan;
    private final Check.Planned planned;
    private final Instant until;
    private final Caller caller;

    CheckLooks(Parts parts, RollbackPlan plan, List<StepPreview> steps, Instant until) {
        this.parts = parts;
        this.plan = plan;
        this.planned = planned(plan, steps);
        this.until = until;
        this.caller = new Caller(parts);
    }

    private static Check.Planned planned(RollbackPlan plan, List<StepPreview> steps) {
        List<Check.Move> moves = new ArrayList<>();
        Set<Permission> permissions = new LinkedHashSet<>();
        for (StepPreview step : steps) {
            step.change().ifPresent(change -> moves.add(new Check.Move(step.name(), change)));
            if (step.assessment() != null) {
                permissions.addAll(step.assessment().permissions());
            }
        }
        return new Check.Planned(plan.policy().incidentStartedAt(), moves, List.copyOf(permissions));
    }

    /** What each found, as the plan has them. */
    CompletableFuture<List<CheckPreview>> begin() {
        List<CompletableFuture<CheckPreview>> looks =
                plan.required().checks().stream().map(this::look).toList();
        return CompletableFuture.allOf(looks.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> looks.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<CheckPreview> look(Required.Named named) {
        CompletableFuture<CheckPreview> found = new CompletableFuture<>();
        Duration within = Duration.between(parts.time().instant(), until);
        if (within.isNegative() || within.isZero()) {
            found.complete(unchecked(named, "there was no time left for it."));
            return found;
        }
        Caller.Job<List<Finding>> job = new Caller.Job<>(
                "preview", named.name(), within, until, () -> !found.isDone(), () -> findings(named, within));
        caller.call(
                job,
                findings -> found.complete(preview(named, findings)),
                failure -> found.complete(unchecked(named, why(failure))));
        parts.time().postAt(until, () -> found.complete(unchecked(named, "it gave no answer in time.")));
        return found;
    }

    /** What a check says that it may throw is no fault of its code. */
    private List<Finding> findings(Required.Named named, Duration within) throws Exception {
        try {
            return Objects.requireNonNull(
                    named.check().check(planned, new EngineLook(parts, plan, within)), "the check answered null");
        } catch (RuntimeException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw TargetException.of(TargetException.Kind.INVALID, Texts.sentence(e), e);
        }
    }

    private static String why(TargetException failure) {
        return Texts.sentence(failure);
    }

    private static CheckPreview preview(Required.Named named, List<Finding> findings) {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparing(Finding::level));
        return new CheckPreview(named.name(), named.describe(), sorted);
    }

    /** What could not be looked at has not passed, and keeps nobody from rolling back who says why it need not. */
    private static CheckPreview unchecked(Required.Named named, String why) {
        return preview(
                named,
                List.of(Finding.soft(
                        UNCHECKED,
                        "The check \"" + named.name() + "\" could not be made: " + why,
                        "Mend that and make the preview again; or override " + UNCHECKED + " with a reason.")));
    }

    /** The code of a check that could not be made. */
    static final String UNCHECKED = "UNCHECKED";
}
