package dev.rollback;

import dev.rollback.journal.JournalException;
import dev.rollback.journal.Request;
import dev.rollback.notify.Delivery;
import dev.rollback.run.Decider;
import dev.rollback.run.Decision;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Drives one run on the loop. A turn takes what came in, lets the heart decide, makes the events durable, and only then carries the commands out.
 * While the journal is away, what is under way is watched on and nothing new starts.
 */
final class RunDriver extends SteeredRun {

    private static final Logger log = LoggerFactory.getLogger(RunDriver.class);
    private static final Duration LISTENERS_LEAVE = Duration.ofSeconds(1);
    private static final Duration INBOX = Duration.ofSeconds(2);

    private final Parts parts;
    private final Start start;
    private final Outline outline;
    private final RunState state;
    private final Timeline timeline;
    private final Commands commands;
    private final LeaseKeeper leases;
    private final JournalWriter journal;
    private final Wakes wakes;
    private final Asking asking;
    private final Listeners listeners;
    private final Restorer restorer;
    private final CompletableFuture<@Nullable Void> closed;
    private final CompletableFuture<RollbackReport> report = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> kept = new CompletableFuture<>();

    private List<Signal> signals = new ArrayList<>();
    private Instant latest;

    /** How far the clock was behind the events of the run when it was taken up: that long the time of the run stays ahead of it. */
    private final Duration ahead;

    private boolean turnPosted;
    private boolean ending;
    private boolean restoring;
    private @Nullable Instant restoredBy;
    private int requests;
    private boolean unheard;

    /** Puts back what a run did, by a run of its own. */
    interface Restorer {
        /**
         * What puts it back; on the loop.
         *
         * @param done told where each step stands once that run has ended
         */
        Restoration restoration(Start start, RunState state, Consumer<Signal.Restored> done);
    }

    /**
     * What a run is driven from.
     *
     * @param run its id
     * @param plan what shall be done
     * @param past the events that the journal holds of it; none for a new run
     * @param first the events that it goes on with, which are not in the journal yet; for a new run they begin with its start
     * @param notes what its report tells beside the events
     * @param leased the leases that it begins with
     */
    record Start(RunId run, RollbackPlan plan, List<RunEvent> past, List<RunEvent> first, Notes notes, Leased leased) {

        RunEvent.RunStarted started() {
            return (RunEvent.RunStarted) (past.isEmpty() ? first : past).get(0);
        }

        Instant latest() {
            return first.get(first.size() - 1).at();
        }
    }

    /**
     * What a report tells beside the events of its run.
     *
     * @param refusals why it was not started; empty if it was
     * @param overrides the soft blockers that were overridden, with the reason of each
     * @param leftBehind what is not rolled back, lost or left behind
     */
    record Notes(List<RollbackReport.Refusal> refusals, SortedMap<String, String> overrides, List<String> leftBehind) {}

    RunDriver(
            Parts parts,
            Start start,
            Listeners listeners,
            Restorer restorer,
            CompletableFuture<@Nullable Void> closed) {
        this.parts = parts;
        this.restorer = restorer;
        this.start = start;
        this.listeners = listeners;
        this.closed = closed;
        this.latest = start.latest();
        Duration behind = Duration.between(parts.time().instant(), latest);
        this.ahead = behind.isNegative() ? Duration.ZERO : behind;
        this.outline = start.started().outline();
        this.state = RunState.of(start.started());
        this.timeline = new Timeline(outline);
        this.leases = new LeaseKeeper(parts, start.leased(), state, this::isDriven);
        this.commands = new Commands(parts, start, leases, this::signal, this::isDriven);
        this.journal =
                new JournalWriter(parts.journal(), start.run(), start.past().size(), parts.time(), this::postTurn);
        this.wakes = new Wakes(parts.time(), this::postTurn);
        this.asking = new Asking(parts, state);
    }

    /**
     * Begins; on the loop.
     *
     * @throws RuntimeException as the journal throws it when it does not take the first events; then nothing has been done
     */
    RunDriver begin() {
        outline.undoes().ifPresent(this::recall);
        journal.begin(start.first());
        Stream.concat(start.past().stream(), start.first().stream()).skip(1).forEach(state::apply);
        remember(start.past());
        listeners.messages().begin(new RunMessages.Told(state, this::reportSoFar, this::isDriven), start.past());
        tell(start.first());
        asking.follow(start.first());
        leases.begin(() -> {
            postTurn();
            takeRequests();
        });
        return this;
    }

    /** Looks for what others ask of the run, as long as it is driven here and has time. */
    private void takeRequests() {
        Instant until = state.deadline().plus(outline.deadline());
        if (!isDriven() || state.isEnded() || now().isAfter(until)) {
            return;
        }
        try {
            List<Request> asked = parts.journal().asked(start.run());
            asked.stream().skip(requests).forEach(this::take);
            requests = asked.size();
            unheard = false;
        } catch (RuntimeException e) {
            unheard(e);
        }
        parts.time().postAt(parts.time().instant().plus(INBOX), this::takeRequests);
    }

    /** Said once, however long it takes. */
    private void unheard(RuntimeException cause) {
        if (!unheard) {
            log.warn("The inbox of run {} cannot be read; it is tried again", start.run(), cause);
        }
        unheard = true;
    }

    private void take(Request request) {
        Signal signal = Word.signal(state, request);
        if (signal == null) {
            log.warn("A request to run {} is passed over: it has no step \"{}\"", start.run(), request.step());
        } else {
            signal(signal);
        }
    }

    /** What the run found that this one takes back. */
    private void recall(RunId done) {
        List<RunEvent> events = parts.journal().read(done);
        commands.facts().add(((RunEvent.RunStarted) events.get(0)).outline(), events);
    }

    private void signal(Signal signal) {
        signals.add(signal);
        postTurn();
    }

    /** One turn for all that comes in until the loop gets there. */
    private void postTurn() {
        if (!turnPosted) {
            turnPosted = true;
            parts.time().post(this::turn);
        }
    }

    /** A turn that fails is the last: whoever waits is told. */
    private void turn() {
        turnPosted = false;
        if (!isDriven()) {
            return;
        }
        MDC.put("run", start.run().value());
        try {
            if (!state.isEnded()) {
                decide();
            }
            journal.append(List.of());
            if (state.isEnded()) {
                end();
            }
        } catch (JournalException e) {
            leave(RollbackException.overtaken(start.run(), e));
        } catch (RuntimeException | Error e) {
            log.error("The engine failed; what AWS was asked to do goes on", e);
            leave(RollbackException.broken("Run " + start.run(), e));
        } finally {
            MDC.remove("run");
        }
    }

    private void leave(RollbackException why) {
        report.completeExceptionally(why);
        kept.completeExceptionally(why);
    }

    private void decide() {
        List<Signal> taken = signals;
        signals = new ArrayList<>();
        Decision decision = Decider.decide(state, taken, now());
        journal.append(decision.events());
        tell(decision.events());
        asking.follow(decision.events());
        leases.follow(decision.events());
        commands.carryOut(decision.commands(), state, journal.isBehind());
        wakes.at(onClock(decision.wake()));
        if (state.restoring().isPresent() && !restoring) {
            restoreOnceDurable();
        }
    }

    /** Nothing is put back before the journal holds that it is due. One that stays away is waited for as long as the plan may take. */
    private void restoreOnceDurable() {
        Instant until = restoredBy == null ? now().plus(outline.deadline()) : restoredBy;
        restoredBy = until;
        boolean isAway = journal.isBehind();
        if (isAway && now().isBefore(until)) {
            return;
        }
        restoring = true;
        Restoration restoration = restorer.restoration(start, state, this::signal);
        if (isAway) {
            restoration.giveUp("the journal was away for " + Texts.duration(outline.deadline()) + ".");
        } else {
            leases.handOver(restoration.targets());
            restoration.begin(leases::handedOver);
        }
    }

    private @Nullable Instant onClock(@Nullable Instant ofRun) {
        return ofRun == null ? null : ofRun.minus(ahead);
    }

    /** The time of the run, which never goes back and never stands still. */
    private Instant now() {
        Instant now = parts.time().instant().plus(ahead);
        latest = now.isAfter(latest) ? now : latest;
        return latest;
    }

    private void remember(List<RunEvent> events) {
        timeline.add(events);
        commands.facts().add(outline, events);
    }

    private void tell(List<RunEvent> events) {
        remember(events);
        listeners.tell(start.run(), outline, events);
    }

    /** The outcome stands; listeners get a moment to hear of it before the caller does. */
    private void end() {
        if (!journal.isBehind()) {
            kept.complete(null);
        }
        if (!ending) {
            ending = true;
            RollbackReport ended = reportSoFar();
            parts.time().postAt(parts.time().instant().plus(LISTENERS_LEAVE), () -> report.complete(ended));
            CompletableFuture<Void> unused = listeners.told().thenRun(() -> report.complete(ended));
            if (journal.isBehind()) {
                parts.time().postAt(parts.time().instant().plus(outline.deadline()), () -> kept.complete(null));
            }
        }
    }

    private RollbackReport reportSoFar() {
        return new ReportMaker(start.run(), outline, start.notes(), timeline, parts)
                .make(state, commands::attempts, journal.isBehind());
    }

    /** Lets go of its leases, once the loop has ended. */
    void letGo() {
        leases.close();
    }

    /** The state, for whoever restores by this run; on the loop. */
    RunState state() {
        return state;
    }

    /**
     * Completed when it has ended and the journal holds its end, or stayed away for as long as the plan may take; exceptionally when it is not followed here any more.
     */
    CompletableFuture<Void> ended() {
        return CompletableFuture.allOf(report, kept);
    }

    /** Whether this engine still drives the run. An ended one goes on until its journal has all of it. */
    private boolean isDriven() {
        return !closed.isDone() && !report.isCompletedExceptionally();
    }

    @Override
    public RunId id() {
        return start.run();
    }

    @Override
    public RollbackReport status() {
        if (report.isDone() && !report.isCompletedExceptionally()) {
            return report.join();
        }
        CompletableFuture<RollbackReport> now = new CompletableFuture<>();
        parts.time().post(() -> now.complete(reportSoFar()));
        return Waiting.await(parts.time(), "the status of run " + start.run(), now, closed);
    }

    @Override
    public boolean isEnded() {
        return report.isDone();
    }

    @Override
    void ask(Word word) {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        parts.time().post(() -> {
            try {
                take(word.about(state, now()));
                taken.complete(true);
            } catch (RollbackException e) {
                taken.completeExceptionally(e);
            }
        });
        boolean unused = Waiting.await(parts.time(), "what is asked of run " + start.run(), taken, closed);
    }

    @Override
    public List<Delivery> messages() {
        return Deliveries.of(parts.journal(), start.run(), outline).read();
    }

    @Override
    public RollbackReport await() {
        return Waiting.await(parts.time(), "run " + start.run(), report, closed);
    }
}
