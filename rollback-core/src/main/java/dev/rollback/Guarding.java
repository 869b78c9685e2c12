package dev.rollback;

import dev.rollback.health.Condition;
import dev.rollback.health.Health;
import dev.rollback.journal.JournalException;
import dev.rollback.run.RunId;
import dev.rollback.target.Finding;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches and starts the plan. On the loop, but for what its users call. */
final class Guarding implements Guard {

    private static final Logger log = LoggerFactory.getLogger(Guarding.class);
    private static final int TOLD = 200;

    /** So often a run that nobody may drive any more is tried to be taken up. */
    private static final Duration TAKEN_UP = Duration.ofMinutes(1);

    /** So long after its time a run may still tell how it ended. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private final Parts parts;
    private final RunDrivers drivers;
    private final GuardTerms terms;
    private final String deployment;
    private final Caller caller;
    private final GuardChecks checks;
    private final Map<Condition.Failing, Watched> watched = new LinkedHashMap<>();
    private final Deque<RollbackReport.Entry> timeline = new ArrayDeque<>();
    private final CompletableFuture<GuardReport> over = new CompletableFuture<>();
    private final Instant deployedAt;
    private List<TargetId> targets = List.of();
    private GuardReport.State state = GuardReport.State.WATCHING;
    private String said = "";
    private volatile @Nullable Run run;
    private long looks;
    private long unseen;
    private boolean withheld;
    private @Nullable Instant goneAt;

    Guarding(Parts parts, RunDrivers drivers, GuardTerms terms) {
        this.parts = parts;
        this.drivers = drivers;
        this.terms = terms;
        this.deployedAt = terms.deployedAt() == null ? parts.time().instant() : terms.deployedAt();
        this.deployment = "deployed at " + deployedAt;
        this.caller = new Caller(parts);
        this.checks = new GuardChecks(parts.journal(), terms);
        Duration gap = terms.every().plus(parts.limits().call());
        terms.condition().leaves().forEach(failing -> watched.put(failing, new Watched(failing, gap)));
    }

    /** Finds out what it watches, and whether it did so before; complete once it watches. */
    CompletableFuture<Guarding> begin(Guards others) {
        CompletableFuture<Guarding> begun = new CompletableFuture<>();
        call(this::beginning, beginning -> begin(beginning, others, begun), begun::completeExceptionally);
        return begun;
    }

    private void begin(Beginning beginning, Guards others, CompletableFuture<Guarding> begun) {
        targets = beginning.targets();
        Optional<RuntimeException> refusal =
                beginning.before().isPresent() ? Optional.empty() : outOfTime().or(() -> blind(beginning.findings()));
        refusal = refusal.or(() -> others.add(this));
        if (refusal.isPresent()) {
            begun.completeExceptionally(refusal.get());
            return;
        }
        carefully(() -> beginning.before().ifPresentOrElse(this::carryOn, this::look));
        begun.complete(this);
    }

    private Optional<RuntimeException> blind(List<Finding> findings) {
        return findings.isEmpty() ? Optional.empty() : Optional.of(RollbackException.notGuarded(plan(), findings));
    }

    private Optional<RuntimeException> outOfTime() {
        return Spans.fault(
                        "the time until " + terms.until() + ", from now on,",
                        Duration.between(parts.time().instant(), terms.until()))
                .map(fault -> new IllegalArgumentException("The guard of " + plan() + " cannot start: " + fault + "."));
    }

    /** What is known at the begin. */
    private record Beginning(List<TargetId> targets, Optional<RunId> before, List<Finding> findings) {}

    private Beginning beginning() {
        List<TargetId> ids = terms.plan().steps().stream()
                .flatMap(step -> step.target().stream())
                .map(Target::id)
                .distinct()
                .toList();
        List<Finding> findings = terms.condition().leaves().stream()
                .flatMap(failing -> failing.probe().check(eye()).stream())
                .filter(finding -> finding.level() == Finding.Level.HARD || finding.level() == Finding.Level.SOFT)
                .toList();
        return new Beginning(ids, checks.started(deployment), findings);
    }

    private EngineLook eye() {
        return new EngineLook(parts, Optional.of(deployedAt), parts.limits().call());
    }

    String plan() {
        return terms.plan().name();
    }

    List<TargetId> targets() {
        return targets;
    }

    boolean isOver() {
        return over.isDone();
    }

    // looking

    private void look() {
        if (isOver()) {
            return;
        }
        if (!parts.time().instant().isBefore(terms.until())) {
            end(afterItsTime(), "Its time is over.");
            return;
        }
        Instant begun = parts.time().instant();
        List<CompletableFuture<?>> answers = new ArrayList<>();
        watched.values().forEach(one -> answers.add(look(one)));
        var unused = CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> carefully(() -> judge(begun)));
    }

    private GuardReport.State afterItsTime() {
        GuardReport.State quiet = unseen * 2 > looks ? GuardReport.State.BLIND : GuardReport.State.QUIET;
        return withheld ? GuardReport.State.WITHHELD : quiet;
    }

    private CompletableFuture<?> look(Watched one) {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        Consumer<Health> seen = health -> {
            one.seen(health, parts.time().instant());
            answered.complete(true);
        };
        call(
                () -> one.failing().probe().look(eye()),
                seen,
                failure -> seen.accept(Health.unknown(Texts.sentence(failure))));
        return answered;
    }

    private void judge(Instant begun) {
        looks++;
        Instant now = parts.time().instant();
        Instant next = begun.plus(terms.every()).isAfter(now) ? begun.plus(terms.every()) : now;
        if (isOver()) {
            return;
        }
        boolean sees = watched.values().stream().anyMatch(Watched::isSeen);
        unseen += sees ? 0 : 1;
        if (!sees) {
            say("unseen", Texts.sentence("It cannot see anything: " + evidence(any -> true)));
            lookAt(next);
            return;
        }
        if (watched.values().stream().noneMatch(Watched::isUnwell)) {
            wellAgain();
            lookAt(next);
            return;
        }
        call(
                () -> checks.busy(targets, now),
                busy -> carefully(() -> judge(busy, next)),
                failure -> carefully(() -> unasked(failure, next)));
    }

    /** A journal that is away matters only once it is time to act. */
    private void unasked(TargetException failure, Instant next) {
        if (isMet()) {
            withhold("the journal cannot be asked: " + Texts.sentence(failure));
        } else {
            lookAt(next);
        }
    }

    private boolean isMet() {
        return terms.condition().isMet(failing -> requireWatched(failing).isMet());
    }

    private void judge(Optional<String> busy, Instant next) {
        if (isOver()) {
            return;
        }
        if (busy.isPresent()) {
            watched.values().forEach(Watched::forget);
            say("busy", "What is unwell does not count: " + busy.get() + ".");
            lookAt(next);
        } else if (isMet()) {
            say("met", Texts.sentence("It is time: " + evidence()));
            preview();
        } else {
            say("unwell " + unwell(), Texts.sentence("Unwell: " + evidence()));
            lookAt(next);
        }
    }

    private Watched requireWatched(Condition.Failing failing) {
        Watched one = watched.get(failing);
        if (one == null) {
            throw new IllegalStateException(
                    "A condition asked for " + failing.describe() + ", which is none of its leaves.");
        }
        return one;
    }

    private String unwell() {
        return watched.values().stream()
                .filter(Watched::isUnwell)
                .map(one -> one.failing().describe())
                .collect(Collectors.joining(", "));
    }

    private String evidence() {
        return evidence(Watched::isUnwell);
    }

    private String evidence(Predicate<Watched> which) {
        return watched.values().stream().filter(which).map(Watched::evidence).collect(Collectors.joining("; "));
    }

    private void lookAt(Instant when) {
        parts.time().postAt(when.isAfter(terms.until()) ? terms.until() : when, () -> carefully(this::look));
    }

    // acting

    private void preview() {
        String reason = terms.plan().reason();
        RollbackPlan plan = terms.plan()
                .guardedAfter(deployment)
                .because((reason.isEmpty() ? "" : reason + "; ") + "a guard saw: " + evidence());
        var unused = new Previewer(parts, plan)
                .begin()
                .whenComplete((preview, failure) -> carefully(() -> {
                    if (failure == null) {
                        check(preview);
                    } else {
                        withhold(Texts.sentence(failure));
                    }
                }));
    }

    private void check(Preview preview) {
        if (isOver()) {
            return;
        }
        if (preview.isBlocked()) {
            String blockers = preview.blockers().stream().map(Object::toString).collect(Collectors.joining(" "));
            withhold("the preview is blocked: " + blockers);
            return;
        }
        call(
                () -> checks.busy(targets, parts.time().instant()).or(() -> checks.spent(preview)),
                spent -> carefully(() -> spent.ifPresentOrElse(why -> withhold(why), () -> start(preview))),
                failure -> withhold("the journal cannot be asked: " + Texts.sentence(failure)));
    }

    private void start(Preview preview) {
        if (isOver()) {
            return;
        }
        var unused = new Starter(parts, drivers)
                .start(preview, false)
                .whenComplete((begun, failure) -> carefully(() -> {
                    if (failure == null) {
                        follow(begun, "It started run " + begun.id() + ".");
                    } else {
                        withhold(Texts.sentence(failure));
                    }
                }));
    }

    /** Something keeps it from acting: it looks on, and tries again after some time. */
    private void withhold(String why) {
        withheld = true;
        Instant again = parts.time().instant().plus(terms.cooldown());
        say(
                "withheld",
                "It starts nothing: " + Texts.sentence(why)
                        + (again.isBefore(terms.until()) ? " It looks again at " + Texts.clock(again) + "." : ""));
        log.warn("The guard of {} would start it and does not: {}", plan(), why);
        watched.values().forEach(Watched::forget);
        lookAt(again);
    }

    private void carryOn(RunId before) {
        if (parts.journal().summary(before).isEnded() || drivers.isDriven(before)) {
            followJournaled(before, "It started run " + before + " before.");
            return;
        }
        try {
            var unused = new Resumption(parts, drivers)
                    .resume(before, terms.plan().guardedAfter(deployment))
                    .whenComplete((resumed, failure) -> carefully(() -> {
                        if (failure == null) {
                            follow(resumed, "It carries on run " + before + ", which it started before.");
                        } else {
                            notCarriedOn(before, failure);
                        }
                    }));
        } catch (RuntimeException e) {
            notCarriedOn(before, e);
        }
    }

    private void notCarriedOn(RunId before, Throwable why) {
        followJournaled(
                before, "It started run " + before + " before, which is not carried on here: " + Texts.sentence(why));
    }

    private void followJournaled(RunId before, String text) {
        follow(
                drivers.driver(before)
                        .<Run>map(driver -> driver)
                        .orElseGet(() -> new JournaledRun(parts, before, drivers.closed())),
                text);
    }

    private void follow(Run begun, String text) {
        run = begun;
        state = GuardReport.State.ROLLING_BACK;
        say("started", text);
        if (goneAt == null) {
            log.info("The guard of {}: {}", plan(), text);
            call(
                    () -> checks.deadline(begun.id()),
                    most -> goneAt = parts.time().instant().plus(most).plus(GRACE),
                    failure -> goneAt = parts.time().instant().plus(Condition.LONGEST));
        }
        awaitEnd(begun);
    }

    /** A run that somebody else drove may be left: then it is carried on here. One that is not over after its time is told of, and not waited for. */
    private void awaitEnd(Run begun) {
        if (isOver()) {
            return;
        }
        Instant now = parts.time().instant();
        if (isEnded(begun)) {
            call(
                    () -> checks.refused(begun.id()),
                    refused -> carefully(() -> refused.ifPresentOrElse(why -> lookOn(begun, why), () -> acted(begun))),
                    failure -> acted(begun));
        } else if (goneAt != null && now.isAfter(goneAt)) {
            end(
                    GuardReport.State.STOPPED,
                    "Run " + begun.id()
                            + " is not over after its time, and nobody drives it: resume it, or cancel it.");
        } else {
            Instant again = now.plus(begun instanceof JournaledRun ? TAKEN_UP : terms.every());
            parts.time()
                    .postAt(
                            again,
                            () -> carefully(() -> {
                                if (begun instanceof JournaledRun) {
                                    carryOn(begun.id());
                                } else {
                                    awaitEnd(begun);
                                }
                            }));
        }
    }

    /** A journal that is away says nothing. */
    private static boolean isEnded(Run begun) {
        try {
            return begun.isEnded();
        } catch (JournalException e) {
            return false;
        }
    }

    private void acted(Run begun) {
        end(GuardReport.State.ACTED, "Run " + begun.id() + " is over, or not followed here any more.");
    }

    /** It began to hold the targets when somebody else did: nothing was done. */
    private void lookOn(Run begun, String why) {
        run = null;
        state = GuardReport.State.WATCHING;
        withhold("run " + begun.id() + " was refused: " + why);
    }

    // telling

    /** Tells what is new; the same again, with other figures, is not. */
    private void say(String what, String text) {
        if (what.equals(said)) {
            return;
        }
        said = what;
        timeline.add(new RollbackReport.Entry(parts.time().instant(), "", text));
        if (timeline.size() > TOLD) {
            timeline.remove();
        }
    }

    private void wellAgain() {
        if (!said.isEmpty()) {
            say("", "Nothing is seen unwell any more.");
        }
    }

    private void end(GuardReport.State how, String text) {
        state = how;
        say("over", text);
        over.complete(report());
    }

    private GuardReport report() {
        return new GuardReport(
                plan(), state, terms.condition().describe(), terms.until(), looks, new ArrayList<>(timeline), null);
    }

    /** With the run as it stands; not on the loop, which that asks. */
    private GuardReport withRun(GuardReport report) {
        Run begun = run;
        return begun == null ? report : report.with(begun.status());
    }

    private <T> void call(Callable<T> work, Consumer<T> done, Consumer<TargetException> failed) {
        caller.once(
                new Caller.Job<>(
                        "guard of " + plan(), "guard", parts.limits().call(), terms.until(), () -> !isOver(), work),
                done,
                failed);
    }

    /** What goes wrong in it ends it, so that nobody waits for it in vain. */
    private void carefully(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | Error e) {
            log.error("The guard of {} failed and watches no more", plan(), e);
            if (!isOver()) {
                end(GuardReport.State.STOPPED, "It failed and watches no more: " + Texts.sentence(e));
            }
        }
    }

    // what its users call

    @Override
    public GuardReport status() {
        if (isOver()) {
            return withRun(over.join());
        }
        CompletableFuture<GuardReport> asked = new CompletableFuture<>();
        parts.time().post(() -> asked.complete(report()));
        return withRun(Waiting.await(parts.time(), "the guard of " + plan(), asked, drivers.closed()));
    }

    @Override
    public void stop(String who, String why) {
        if (who.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("stop(\"" + who + "\", \"" + why + "\") of the guard of " + plan()
                    + ": say who stops it, and why.");
        }
        parts.time().post(() -> {
            if (!isOver()) {
                end(GuardReport.State.STOPPED, who + " stopped it: " + Texts.sentence(why));
            }
        });
    }

    @Override
    public GuardReport await() {
        return withRun(Waiting.await(parts.time(), "the guard of " + plan(), over, drivers.closed()));
    }
}
