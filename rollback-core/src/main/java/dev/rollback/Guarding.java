package dev.rollback;

import dev.rollback.health.Health;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches and starts the plan. On the loop, but for what its users call. */
final class Guarding implements Guard {

    private static final Logger log = LoggerFactory.getLogger(Guarding.class);
    private static final int TOLD = 200;

    private final Parts parts;
    private final RunDrivers drivers;
    private final GuardTerms terms;
    private final String deployment;
    private final Caller caller;
    private final GuardChecks checks;
    private final WatchedProbes watched;
    private final GuardedRun following;
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

    Guarding(Parts parts, RunDrivers drivers, GuardTerms terms) {
        this.parts = parts;
        this.drivers = drivers;
        this.terms = terms;
        this.deployedAt = terms.deployedAt() == null ? parts.time().instant() : terms.deployedAt();
        this.deployment = "deployed at " + deployedAt;
        this.caller = new Caller(parts);
        this.checks = new GuardChecks(parts.journal(), terms);
        this.watched = new WatchedProbes(
                terms.condition(), terms.every().plus(parts.limits().call()));
        this.following = new GuardedRun(parts, drivers, checks, this);
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
        carefully(() -> beginning.before().ifPresentOrElse(following::carryOn, this::look));
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
        watched.each().forEach(one -> answers.add(look(one)));
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
        boolean sees = watched.isAny(Watched::isSeen);
        unseen += sees ? 0 : 1;
        if (!sees) {
            say("unseen", Texts.sentence("It cannot see anything: " + watched.evidence(any -> true)));
            lookAt(next);
            return;
        }
        if (!watched.isAny(Watched::isUnwell)) {
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
        if (watched.isMet()) {
            withhold("the journal cannot be asked: " + Texts.sentence(failure));
        } else {
            lookAt(next);
        }
    }

    private void judge(Optional<String> busy, Instant next) {
        if (isOver()) {
            return;
        }
        if (busy.isPresent()) {
            watched.forget();
            say("busy", "What is unwell does not count: " + busy.get() + ".");
            lookAt(next);
        } else if (watched.isMet()) {
            say("met", Texts.sentence("It is time: " + watched.evidence()));
            preview();
        } else {
            say("unwell " + watched.unwell(), Texts.sentence("Unwell: " + watched.evidence()));
            lookAt(next);
        }
    }

    private void lookAt(Instant when) {
        parts.time().postAt(when.isAfter(terms.until()) ? terms.until() : when, () -> carefully(this::look));
    }

    // acting

    private void preview() {
        String reason = terms.plan().reason();
        RollbackPlan plan =
                guardedPlan().because((reason.isEmpty() ? "" : reason + "; ") + "a guard saw: " + watched.evidence());
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
                        following.follow(begun, "It started run " + begun.id() + ".");
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
        watched.forget();
        lookAt(again);
    }

    // of its run

    RollbackPlan guardedPlan() {
        return terms.plan().guardedAfter(deployment);
    }

    Duration every() {
        return terms.every();
    }

    void follows(Run begun, String text) {
        if (run == null) {
            log.info("The guard of {}: {}", plan(), text);
        }
        run = begun;
        state = GuardReport.State.ROLLING_BACK;
        say("started", text);
    }

    void acted(Run begun) {
        end(GuardReport.State.ACTED, "Run " + begun.id() + " is over, or not followed here any more.");
    }

    void gone(Run begun) {
        end(
                GuardReport.State.STOPPED,
                "Run " + begun.id() + " is not over after its time, and nobody drives it: resume it, or cancel it.");
    }

    /** Somebody else held the targets when it began: nothing was done, and it looks on. */
    void refused(Run begun, String why) {
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

    <T> void call(Callable<T> work, Consumer<T> done, Consumer<TargetException> failed) {
        caller.once(
                new Caller.Job<>(
                        "guard of " + plan(), "guard", parts.limits().call(), terms.until(), () -> !isOver(), work),
                done,
                failed);
    }

    /** What goes wrong in it ends it, so that nobody waits for it in vain. */
    void carefully(Runnable part) {
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
