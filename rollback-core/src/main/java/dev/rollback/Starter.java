package dev.rollback;

import dev.rollback.journal.JournalException;
import dev.rollback.run.RunId;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Target;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts a run from a preview: finds out whether it went stale, then hands it to a driver. On the loop. */
final class Starter {

    private final Parts parts;
    private final RunDrivers drivers;
    private final Caller caller;

    Starter(Parts parts, RunDrivers drivers) {
        this.parts = parts;
        this.drivers = drivers;
        this.caller = new Caller(parts);
    }

    CompletableFuture<Run> start(Preview preview, boolean mayBeStale) {
        List<RollbackReport.Refusal> inForce = inForce(preview);
        takenBackSince(preview).ifPresent(finding -> inForce.add(new RollbackReport.Refusal("", finding)));
        if (!inForce.isEmpty()) {
            return CompletableFuture.completedFuture(refuse(preview, inForce));
        }
        CompletableFuture<List<RollbackReport.Refusal>> looked =
                mayBeStale ? staleness(preview) : CompletableFuture.completedFuture(List.of());
        return looked.thenCompose(stale -> stale.isEmpty()
                ? new LeaseStart(parts, preview, next(preview)).take(this::beginUnlessTakenBack)
                : CompletableFuture.completedFuture(refuse(preview, stale)));
    }

    private static List<RollbackReport.Refusal> inForce(Preview preview) {
        List<RollbackReport.Refusal> refusals = new ArrayList<>();
        preview.planFindings().stream()
                .filter(preview::isInForce)
                .forEach(finding -> refusals.add(new RollbackReport.Refusal("", finding)));
        preview.checks()
                .forEach(check -> check.findings().stream()
                        .filter(preview::isInForce)
                        .forEach(finding -> refusals.add(new RollbackReport.Refusal("", finding))));
        for (StepPreview step : preview.steps()) {
            step.findings().stream()
                    .filter(preview::isInForce)
                    .forEach(finding -> refusals.add(new RollbackReport.Refusal(step.name(), finding)));
        }
        return refusals;
    }

    /** A name that no other run has, but for whoever takes back the same run just now. */
    private RunId next(Preview preview) {
        return origin(preview)
                .map(run -> TakenBack.next(parts.journal(), run))
                .orElseGet(() -> new RunId(Ids.next(parts)));
    }

    /** The run that is to be taken back. */
    private static Optional<RunId> origin(Preview preview) {
        return origins(preview).map(TakeBack.Origin::run).findFirst();
    }

    private static Stream<TakeBack.Origin> origins(Preview preview) {
        return preview.plan().steps().stream().flatMap(step -> Stream.ofNullable(step.origin()));
    }

    /** Whether another run has taken back, since the preview, what this one was to. */
    private Optional<Finding> takenBackSince(Preview preview) {
        return origin(preview).flatMap(run -> {
            TakenBack taken = TakenBack.of(parts.journal(), run);
            Set<Integer> steps =
                    origins(preview).map(TakeBack.Origin::step).collect(Collectors.toCollection(TreeSet::new));
            return taken.isAny(steps) ? Optional.of(takenBack(run, taken.names())) : Optional.empty();
        });
    }

    private static Finding takenBack(RunId run, String by) {
        return Finding.hard(
                "TAKEN_BACK",
                "Run " + run + " was taken back since the preview, by run " + by + ".",
                "Make a new preview.");
    }

    private Run refuse(Preview preview, List<RollbackReport.Refusal> refusals) {
        RunId run = new RunId(Ids.next(parts));
        Leased none = Leased.none(Leased.owner(parts, run, preview.plan()));
        return begin(new Opening(run, preview, refusals, none, parts.time().instant()));
    }

    /** Once it has its leases nobody else takes back what it is to; what was done until then is seen here. */
    private Run beginUnlessTakenBack(Opening opening) {
        try {
            return takenBackSince(opening.preview())
                    .map(finding -> letGoAndRefuse(opening, finding))
                    .orElseGet(() -> begin(opening));
        } catch (JournalException e) {
            new LeaseDesk(parts).release(opening.leased().held().values());
            throw RollbackException.notStarted(opening.preview().plan().name(), e);
        }
    }

    /** Whoever took it back meanwhile may do so under the same name, and then has the same leases. */
    private Run letGoAndRefuse(Opening opening, Finding finding) {
        if (!parts.journal().runs().contains(opening.run())) {
            new LeaseDesk(parts).release(opening.leased().held().values());
        }
        return refuse(opening.preview(), List.of(new RollbackReport.Refusal("", finding)));
    }

    /** What a plan's own parts throw is no trouble of the journal; nothing has begun then, and nothing is held. */
    private RunDriver.Start start(Opening opening) {
        try {
            return opening.start();
        } catch (RuntimeException e) {
            new LeaseDesk(parts).release(opening.leased().held().values());
            throw e;
        }
    }

    private Run begin(Opening opening) {
        RunDriver.Start start = start(opening);
        try {
            return drivers.begin(start);
        } catch (RuntimeException e) {
            Optional<RunId> undone =
                    origin(opening.preview()).filter(run -> opening.refusals().isEmpty());
            if (undone.isPresent()
                    && e instanceof JournalException known
                    && known.kind() == JournalException.Kind.OVERTAKEN) {
                Finding finding = takenBack(undone.get(), opening.run().value());
                return refuse(opening.preview(), List.of(new RollbackReport.Refusal("", finding)));
            }
            throw RollbackException.notStarted(opening.preview().plan().name(), e);
        }
    }

    /** Looks at all targets once more, within the time for a preview. A look that cannot be made says nothing. */
    private CompletableFuture<List<RollbackReport.Refusal>> staleness(Preview preview) {
        List<CompletableFuture<List<RollbackReport.Refusal>>> looks = new ArrayList<>();
        for (int i = 0; i < preview.places().size(); i++) {
            PlannedStep step = preview.plan().steps().get(i);
            StepPreview seen = preview.places().get(i);
            Version from = seen.from();
            if (from != null && seen.subject() != null && seen.to().isPresent()) {
                Change change = new Change(seen.subject(), from, seen.to().get(), "preview");
                looks.add(lookAgain(preview.plan(), step, seen, change));
            }
        }
        looks.add(checkAgain(preview));
        return CompletableFuture.allOf(looks.toArray(CompletableFuture<?>[]::new))
                .thenApply(all ->
                        looks.stream().flatMap(look -> look.join().stream()).toList());
    }

    /** What the plan requires has to hold now: a blocker that the preview did not have refuses it, as people have not seen it. A check that cannot be made again says nothing. */
    private CompletableFuture<List<RollbackReport.Refusal>> checkAgain(Preview preview) {
        Instant until = parts.time().instant().plus(parts.limits().preview());
        return new CheckLooks(parts, preview.plan(), preview.places(), until)
                .begin()
                .thenApply(checks -> checks.stream()
                        .flatMap(check -> check.findings().stream())
                        .filter(preview::isInForce)
                        .filter(finding -> !finding.code().equals(CheckLooks.UNCHECKED))
                        .map(finding -> new RollbackReport.Refusal("", finding))
                        .toList());
    }

    private CompletableFuture<List<RollbackReport.Refusal>> lookAgain(
            RollbackPlan plan, PlannedStep step, StepPreview seen, Change change) {
        CompletableFuture<List<RollbackReport.Refusal>> result = new CompletableFuture<>();
        Duration within = parts.limits().preview();
        Instant until = parts.time().instant().plus(within);
        Target target = step.requireTarget();
        Caller.Job<Again> job = new Caller.Job<>("preview", step.name(), within, until, () -> !result.isDone(), () -> {
            EngineLook look = new EngineLook(parts, plan, within);
            TakeBack.Origin origin = step.origin();
            Change checked = origin == null ? change : origin.reversed();
            return new Again(target.current(look), seen.isThere() ? List.of() : target.recheck(checked, look));
        });
        caller.call(job, again -> result.complete(again.refusals(step, change)), failure -> result.complete(List.of()));
        parts.time().postAt(until, () -> result.complete(List.of()));
        return result;
    }

    /** What is there now. The preview had no hard blocker, or it would not come to this: each there is now is new. */
    private record Again(Version current, List<Finding> findings) {

        List<RollbackReport.Refusal> refusals(PlannedStep step, Change change) {
            List<RollbackReport.Refusal> refusals = new ArrayList<>();
            if (!current.sameContent(change.from())) {
                refusals.add(new RollbackReport.Refusal(step.name(), moved(step, change)));
            }
            findings.stream()
                    .filter(finding -> finding.level() == Finding.Level.HARD)
                    .forEach(finding -> refusals.add(new RollbackReport.Refusal(step.name(), finding)));
            return refusals;
        }

        /** A deployment in flight, weights or a new draft leave the title as it was. */
        private String isNow(Version before) {
            return current.title().equals(before.title())
                    ? "still is, but not in the same state: somebody deploys it, shifts its traffic or has changed it"
                    : "is now in " + current.title();
        }

        private Finding moved(PlannedStep step, Change change) {
            return Finding.hard(
                    "STALE",
                    step.requireTarget().name() + " has moved since the preview: it was in "
                            + change.from().title() + " and " + isNow(change.from()) + ".",
                    "Make a new preview.");
        }
    }
}
