package dev.rollback;

import dev.rollback.lease.Acquisition;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.run.RunId;
import dev.rollback.target.Finding;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the leases of all targets that a run is to change, before it begins: all of them, or none. A run that is worse off than whoever holds one asks that to give way, and waits as
 * long as a lease lasts. On the loop.
 */
final class LeaseStart {

    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Parts parts;
    private final Preview preview;
    private final RunId run;
    private final LeaseDesk desk;
    private final LeaseOwner owner;
    private final SortedMap<TargetId, String> steps = new TreeMap<>();
    private final Instant until;

    LeaseStart(Parts parts, Preview preview, RunId run) {
        this.parts = parts;
        this.preview = preview;
        this.run = run;
        this.desk = new LeaseDesk(parts);
        this.owner = Leased.owner(parts, run, preview.plan());
        this.until = parts.time().instant().plus(parts.leases().lasts());
        preview.places().stream().filter(StepPreview::isChange).forEach(step -> {
            if (step.subject() != null) {
                steps.putIfAbsent(step.subject(), step.name());
            }
        });
    }

    /** Takes them, and lets the run begin with them, or be refused. */
    <T> CompletableFuture<T> take(Function<Opening, T> begin) {
        if (steps.isEmpty()) {
            return CompletableFuture.completedFuture(begin.apply(opening(List.of(), Leased.none(owner))));
        }
        CompletableFuture<Opening> opened = new CompletableFuture<>();
        ask(opened);
        return opened.thenApply(begin);
    }

    private void ask(CompletableFuture<Opening> opened) {
        var unused = desk.take(owner, steps.keySet(), force())
                .thenAccept(taken -> answered(taken, opened))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        opened.completeExceptionally(failure);
                    }
                });
    }

    /** The reason to take by force what others hold, if the plan gives one. */
    private @Nullable String force() {
        return preview.overrides()
                .getOrDefault(LeaseWords.HELD, preview.overrides().get(Preview.ALL));
    }

    private void answered(LeaseDesk.Taken taken, CompletableFuture<Opening> opened) {
        if (taken.away() != null) {
            opened.complete(withoutStore(taken, taken.away()));
        } else if (taken.refused().isEmpty()) {
            opened.complete(opening(List.of(), new Leased(owner, taken.held(), new TreeMap<>())));
        } else if (mayWait(taken)) {
            desk.ask(owner, taken.refused().keySet());
            parts.time().postAt(parts.time().instant().plus(AGAIN), () -> ask(opened));
        } else {
            desk.release(taken.held().values());
            List<RollbackReport.Refusal> refusals = new ArrayList<>();
            taken.refused().forEach((target, answer) -> refusals.add(refusal(target, LeaseWords.held(target, answer))));
            opened.complete(opening(refusals, Leased.none(owner)));
        }
    }

    private boolean mayWait(LeaseDesk.Taken taken) {
        Iterable<Acquisition> answers = taken.refused().values();
        for (Acquisition answer : answers) {
            if (!LeaseWords.isMilder(answer, owner)) {
                return false;
            }
        }
        return parts.time().instant().isBefore(until);
    }

    /** A store that is away keeps nobody from rolling back who says why that may be. */
    private Opening withoutStore(LeaseDesk.Taken taken, Throwable away) {
        desk.release(taken.held().values());
        List<RollbackReport.Refusal> refusals = new ArrayList<>();
        steps.keySet().forEach(target -> {
            Finding finding = LeaseWords.unknown(target, away);
            if (preview.isInForce(finding)) {
                refusals.add(refusal(target, finding));
            }
        });
        return opening(refusals, Leased.none(owner));
    }

    private RollbackReport.Refusal refusal(TargetId target, Finding finding) {
        return new RollbackReport.Refusal(steps.getOrDefault(target, ""), finding);
    }

    private Opening opening(List<RollbackReport.Refusal> refusals, Leased leased) {
        return new Opening(run, preview, refusals, leased, parts.time().instant());
    }
}
