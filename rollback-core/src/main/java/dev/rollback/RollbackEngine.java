package dev.rollback;

import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.Freeze;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.journal.Practice;
import dev.rollback.run.RunId;
import dev.rollback.target.Target;
import dev.rollback.time.EngineTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Previews plans and runs them. All waiting, repeating and giving up is its own; a waiting step holds no thread. Thread-safe; may run any number of plans
 * at once. {@link #close()} stops looking; AWS goes on with what it was asked to do.
 */
public final class RollbackEngine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RollbackEngine.class);

    private final Parts parts;
    private final RunDrivers drivers;
    private final Guards guards = new Guards();

    private RollbackEngine(Journal journal, EngineOptions options) {
        EngineTime time = options.time == null ? EngineTime.system() : options.time;
        Parts.Access access = new Parts.Access(
                options.http == null ? new RealHttp(time) : options.http,
                options.processes == null ? new RealProcesses() : options.processes,
                options.desks);
        long seed = options.seed();
        SplittableRandom random = new SplittableRandom(seed);
        this.parts = new Parts(
                time,
                new Stores(journal, options.leases == null ? journal.leases() : options.leases, options.who()),
                access,
                new Pacing(),
                new Attempts(Attempts.Policy.DEFAULT, random.split()),
                options.limits(),
                random);
        this.drivers =
                new RunDrivers(parts, List.copyOf(options.listeners), new Couriers(parts, options.notifiers, seed));
    }

    /** An engine whose journal is memory: what it knows ends with the process. Says so once in the log; for trying things out. */
    public static RollbackEngine create() {
        log.warn(
                "This engine keeps its journal in memory: a run that the process does not survive leaves no trace. Use RollbackEngine.with(journal).");
        return with(new InMemoryJournal());
    }

    /** An engine that keeps its runs in the journal. The journal stays the caller's to close. */
    public static RollbackEngine with(Journal journal) {
        return with(journal, options -> {});
    }

    /** An engine that keeps its runs in the journal, with options. */
    public static RollbackEngine with(Journal journal, Consumer<EngineOptions> options) {
        EngineOptions said = new EngineOptions();
        options.accept(said);
        return new RollbackEngine(journal, said);
    }

    /**
     * Finds out all that a plan would do and what speaks against it. Only reads. Takes 20 seconds at the most unless set otherwise; what is not known
     * by then is said to be unknown.
     *
     * @throws RollbackException when the waiting is interrupted, or the engine is closed
     */
    public Preview preview(RollbackPlan plan) {
        return await("the preview of " + plan.name(), () -> new Previewer(parts, plan).begin());
    }

    /**
     * Runs exactly what was previewed, and waits for its end. It is refused when the preview is blocked or went stale: a target has moved since, or a
     * new hard blocker has come up.
     *
     * @throws RollbackException when the journal does not take the start, when the waiting is interrupted, or when the engine is closed; never for
     *     what happens to targets
     */
    public RollbackReport execute(Preview preview) {
        return start(preview).await();
    }

    /**
     * Previews a plan, runs it unless it is blocked, and waits for its end.
     *
     * @throws RollbackException as {@link #execute(Preview)} does
     */
    public RollbackReport execute(RollbackPlan plan) {
        return start(plan).await();
    }

    /** As {@link #execute(Preview)}, without waiting for the end. */
    public Run start(Preview preview) {
        return await("the start of " + preview.plan().name(), () -> new Starter(parts, drivers).start(preview, true));
    }

    /** As {@link #execute(RollbackPlan)}, without waiting for the end. */
    public Run start(RollbackPlan plan) {
        return await(
                "the start of " + plan.name(),
                () -> new Previewer(parts, plan)
                        .begin()
                        .thenCompose(preview -> new Starter(parts, drivers).start(preview, false)));
    }

    /**
     * Carries a run on that its process did not survive, or whose engine was closed: with the versions that were chosen when it began, from where its targets
     * stand. Time goes on meanwhile, so deadlines may be over; a run that was cancelled stays cancelled; a verification that was under way begins again. What it
     * would leave behind is not told again in the report.
     *
     * @param run one of {@link #unfinished()}
     * @param plan the plan that it was started with, built again
     * @throws RollbackException when the run ended, is driven by this engine or another one, or was started with another plan; says how that differs
     * @throws dev.rollback.journal.JournalException when the journal holds no such run, or it cannot be read
     */
    public Run resume(RunId run, RollbackPlan plan) {
        return await("the resumption of run " + run, () -> new Resumption(parts, drivers).resume(run, plan));
    }

    /**
     * Finds out what it would take to take a finished run back as one unit: in the opposite order, each target to what was found when the run began, each
     * action by its undo. Only reads. A target that is not where the run left it is a soft blocker. {@link #execute(Preview)} does it; its outcome is
     * {@code RESTORED}, and what the run rolled away from is quarantined no more.
     *
     * @param run a run of this journal that has ended
     * @param plan the plan that it was started with, built again
     * @throws RollbackException when the run is not over, when it was started with another plan, or when there is nothing to take back
     * @throws dev.rollback.journal.JournalException when the journal holds no such run, or it cannot be read
     */
    public Preview previewUndo(RunId run, RollbackPlan plan) {
        return await("the preview of taking run " + run + " back", () -> undone(run, plan));
    }

    /**
     * Takes a finished run back as one unit, unless a blocker stands in the way; then the outcome is {@code REFUSED}.
     *
     * @throws RollbackException as {@link #previewUndo} does, and when the journal does not take the start
     * @throws dev.rollback.journal.JournalException as {@link #previewUndo} does
     */
    public Run undo(RunId run, RollbackPlan plan) {
        return await(
                "taking run " + run + " back",
                () -> undone(run, plan).thenCompose(preview -> new Starter(parts, drivers).start(preview, false)));
    }

    private CompletableFuture<Preview> undone(RunId run, RollbackPlan plan) {
        return new Previewer(parts, new Resumption(parts, drivers).undo(run, plan)).begin();
    }

    /**
     * A run of the journal, whoever drives it: to see where it stands, to wait for its end, to cancel it. What is asked of a run that another process drives is
     * durable at once, and taken by that process within seconds; if none drives it, once it is resumed. The report of such a run does not count calls, nor repeat what was
     * left behind.
     *
     * @throws dev.rollback.journal.JournalException when the journal holds no such run, or it cannot be read
     */
    public Run run(RunId run) {
        return await("run " + run, () -> {
            parts.journal().summary(run);
            Optional<Run> here = drivers.driver(run).map(driver -> driver);
            return CompletableFuture.completedFuture(
                    here.orElseGet(() -> new JournaledRun(parts, run, drivers.closed())));
        });
    }

    /**
     * Carries on all runs that nobody drives, the oldest first. One that cannot be carried on keeps no other from it, and is named in the log. Of runs that ended within the last hour it sends the
     * messages that were not sent, as {@link #resend} does.
     *
     * @param plans gives the plan of a name, built again; null where there is none
     * @return those that are carried on
     */
    public List<Run> resumeAll(Function<String, @Nullable RollbackPlan> plans) {
        List<RunId> unfinished = new ArrayList<>(unfinished());
        Collections.reverse(unfinished);
        List<Run> resumed = new ArrayList<>();
        for (RunId run : unfinished) {
            resumeOne(run, plans).ifPresent(resumed::add);
        }
        boolean unused = await("what was not told", () -> drivers.untold().ofLateRuns());
        return resumed;
    }

    /**
     * Sends the messages of a run that has ended which its process did not live to send. Returns at once; a run that is not over sends its own.
     *
     * @throws dev.rollback.journal.JournalException when the journal holds no such run, or it cannot be read
     */
    public void resend(RunId run) {
        boolean unused =
                await("the messages of run " + run, () -> drivers.untold().of(run));
    }

    private Optional<Run> resumeOne(RunId run, Function<String, @Nullable RollbackPlan> plans) {
        try {
            RollbackPlan plan = plans.apply(parts.journal().summary(run).plan());
            if (plan != null) {
                return Optional.of(resume(run, plan));
            }
            log.warn("Run {} is not resumed: there is no plan for it", run);
        } catch (RollbackException | JournalException e) {
            log.warn("Run {} is not resumed", run, e);
        }
        return Optional.empty();
    }

    /**
     * The runs in the journal that have not ended, newest first; some may be driven just now, here or elsewhere. One that puts back what another one did goes on with that
     * one, and is not named beside it.
     */
    public List<RunId> unfinished() {
        Journal journal = parts.journal();
        List<RunId> open = journal.runs().stream()
                .filter(run -> !journal.summary(run).isEnded())
                .toList();
        return open.stream()
                .filter(run -> open.stream().noneMatch(run::isBackOf))
                .toList();
    }

    /**
     * Finds out what targets serve and keeps that with the journal, for a rollback to come: before a deployment. All of them, or none. Only reads. Takes 20 seconds at the most
     * unless set otherwise; of a target whose versions are instants one second more, so that what is deployed then comes after it.
     *
     * @throws RollbackException when what one of them serves cannot be found out
     * @throws dev.rollback.journal.JournalException when it cannot be kept
     */
    public Checkpoint capture(Target... targets) {
        return capture(capture -> {}, targets);
    }

    /**
     * As {@link #capture(Target...)}, with options.
     *
     * @throws RollbackException as there
     * @throws dev.rollback.journal.JournalException as there
     */
    public Checkpoint capture(Consumer<CaptureOptions> options, Target... targets) {
        CaptureOptions said = new CaptureOptions();
        options.accept(said);
        List<Target> captured = List.of(targets);
        Checkpoint taken = await(
                "the capture of " + captured.size() + " targets",
                () -> new Capture(parts, captured, said, Ids.next(parts)).take());
        return said.isPinned() ? pinned(taken, captured) : taken;
    }

    private Checkpoint pinned(Checkpoint taken, List<Target> captured) {
        Checkpoint noted = new Pinning(this, taken, captured).carryOut();
        if (!noted.equals(taken)) {
            log.warn("Checkpoint {} is taken, but not all of it could be pinned: {}", taken.id(), noted.warnings());
            parts.journal().keep(noted);
        }
        return noted;
    }

    /**
     * Finds out what changed targets lately, by whom, against the start of the incident: {@code engine.changes(targets, last(ofHours(6)))}. Asks what services keep, CloudTrail where the target
     * does, and this journal. Only reads; nothing is journaled. Takes 20 seconds at the most unless set otherwise; what is not known by then, or denied, is told in a note and fails nothing.
     *
     * @throws RollbackException when the waiting is interrupted, or the engine is closed
     */
    public Changes changes(List<? extends Target> targets, Changes.Window window) {
        return await(
                "what changed " + targets.size() + " targets", () -> new ChangesLook(parts, targets, window).begin());
    }

    /** What shall not be deployed just now, by what plans said with {@code freeze}, the newest first; {@link #lift} lifts one. */
    public List<Freeze> freezes() {
        return parts.journal().freezes(parts.time().instant());
    }

    /**
     * Lets a version be chosen again that a run rolled away from, until a run does so anew.
     *
     * @param version its id, as the target writes ids
     * @param who who says so, for the journal
     * @param why for what reason, for the journal
     * @throws RollbackException when the target has no such version, or it is not quarantined
     * @throws IllegalArgumentException when nobody is named, or no reason
     * @throws dev.rollback.journal.JournalException when it cannot be kept
     */
    public void lift(Target target, String version, String who, String why) {
        boolean unused = await(
                "lifting the quarantine of " + version + " of " + target.name(),
                () -> new Lifting(parts, target, version, who, why).carryOut());
    }

    /** The checkpoints that the journal holds, newest first. */
    public List<Checkpoint> checkpoints() {
        return parts.journal().checkpoints();
    }

    /**
     * Runs a deployment on this thread and rolls it back if it throws, or if what the plan verifies says that it did harm: captures the targets of the plan, deploys, verifies
     * what the plan verifies once its steps serve, and brings the targets back to what was captured if need be. What a verification cannot tell speaks against nothing. A process that
     * does not survive the deployment leaves the checkpoint: {@code engine.execute(plan.to(engine.checkpoints().get(0)))} rolls back.
     *
     * @param plan its targets are brought back to what they served before, whatever versions it names; the rest of it is done as it says
     * @param deployment does the deployment and waits for its end; the engine does not limit its time
     * @throws RollbackException when the targets cannot be captured; then nothing has been deployed
     * @throws dev.rollback.journal.JournalException when what was captured cannot be kept; then nothing has been deployed
     */
    public <T> Protected<T> protect(RollbackPlan plan, Callable<T> deployment) {
        return new Protection<>(this, plan, deployment).carryOut();
    }

    /**
     * Begins a guard, which watches probes after a deployment and starts the plan when they find things unwell for long enough:
     * {@code engine.guard(plan).when(health.failing(ofMinutes(5))).until(deployedAt.plus(ofMinutes(30))).start()}.
     *
     * @param plan what it starts; where the plan asks for approvals, its run waits for them
     */
    public Guard.Builder guard(RollbackPlan plan) {
        return new Guard.Builder(
                plan,
                terms -> await("the guard of " + plan.name(), () -> new Guarding(parts, drivers, terms).begin(guards)));
    }

    /** As {@link #drill(String, RollbackPlan, Consumer)}, without options. */
    public Drill drill(String account, RollbackPlan plan) {
        return drill(account, plan, drill -> {});
    }

    /**
     * Drills a plan on this thread: runs it for real where nobody is harmed, with clients of staging, takes that back as one unit so that all is as it was found, and keeps with the journal what came
     * of it and how long each step took. What it shall roll away from has to be deployed there before; where nothing would change, or the plan is blocked, nothing is written and it counts as no
     * drill. An action is put back by its undo, if its step has one. A drill of the plan that a crash cut off is carried on instead of a new one. When to drill is not the engine's business: let a
     * scheduled job call this, and fail with {@link Drill#orThrow()}.
     *
     * @param account in which account the targets have to be, or a whole scope: a plan with any other target is refused, so that no plan of production is drilled by mistake; actions are not
     *     checked
     * @throws RollbackException when the waiting is interrupted, when the engine is closed, or when somebody else drives the drill that was cut off
     * @throws IllegalArgumentException when there is no account
     * @throws dev.rollback.journal.JournalException when the journal cannot be read, or what came of it not be kept; then the next drill keeps it
     */
    public Drill drill(String account, RollbackPlan plan, Consumer<DrillOptions> options) {
        DrillOptions said = new DrillOptions(account);
        options.accept(said);
        return new Drilling(this, parts.journal(), plan, said).carryOut();
    }

    /** What is remembered of drills, of all plans, newest first. */
    public List<Practice.Drilled> drills() {
        return parts.journal().drills();
    }

    /** Carries something out on the loop and waits for what it promises. */
    private <T> T await(String what, Supplier<CompletableFuture<T>> begin) {
        CompletableFuture<T> result = new CompletableFuture<>();
        parts.time().post(() -> {
            try {
                var unused = begin.get().whenComplete((value, failure) -> pass(result, value, failure));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return Waiting.await(parts.time(), what, result, drivers.closed());
    }

    private static <T> void pass(CompletableFuture<T> to, @Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            to.complete(value);
        } else {
            to.completeExceptionally(failure);
        }
    }

    /**
     * Stops looking, and lets go of the targets, so that others may change them. Runs that are not over can be carried on: by {@link #resume} where the journal is durable, else by running their plan again, which goes on from
     * what the targets show. Messages that notifiers have not been sent yet go out for up to 10 seconds before; the rest of them is sent once their run is resumed, or by {@link #resend} if it is over.
     */
    @Override
    public void close() {
        drivers.close();
        parts.time().close();
        drivers.letGo();
    }
}
