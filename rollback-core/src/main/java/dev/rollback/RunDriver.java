package dev.rollback;

import dev.rollback.journal.JournalException;
import dev.rollback.run.Decider;
import dev.rollback.run.Decision;
import dev.rollback.run.Outcome;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.Signal;
import dev.rollback.run.Verdict;
import dev.rollback.target.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Drives one run on the loop. A turn takes what came in, lets the heart decide, makes the events durable, and only then carries the commands out.
 * While the journal is away, what is under way is watched on and nothing new starts.
 */
final class RunDriver implements Run {

    private static final Logger log = LoggerFactory.getLogger(RunDriver.class);
    private static final Duration JOURNAL_AGAIN = Duration.ofSeconds(5);
    private static final Duration LISTENERS_LEAVE = Duration.ofSeconds(1);

    private final Parts parts;
    private final Start start;
    private final Listeners listeners;
    private final CompletableFuture<@Nullable Void> closed;
    private final CompletableFuture<RollbackReport> report = new CompletableFuture<>();
    private final Outline outline;
    private final Timeline timeline;
    private final Commands commands;
    private final JournalWriter journal;

    private List<Signal> signals = new ArrayList<>();
    private @Nullable RunState state;
    private @Nullable Instant wake;
    private boolean turnPosted;

    /**
     * What a run starts from.
     *
     * @param run its id
     * @param preview what shall be done
     * @param refusals why it is not started; empty if it is
     */
    record Start(RunId run, Preview preview, List<Starter.Refusal> refusals) {}

    RunDriver(Parts parts, Start start, Listeners listeners, CompletableFuture<@Nullable Void> closed) {
        this.parts = parts;
        this.start = start;
        this.listeners = listeners;
        this.closed = closed;
        this.outline = OutlineMaker.of(start.preview());
        this.timeline = new Timeline(outline);
        this.commands = new Commands(parts, start, this::signal);
        this.journal = new JournalWriter(parts.journal(), start.run());
    }

    /** Begins; on the loop. */
    RunDriver begin() {
        Instant now = parts.time().instant();
        RunEvent.RunStarted started = new RunEvent.RunStarted(now, start.run(), outline);
        List<RunEvent> first = new ArrayList<>(List.of(started));
        first.addAll(start.refusals().isEmpty() ? planned(now) : refused(now));
        try {
            journal.append(first);
        } catch (JournalException e) {
            report.completeExceptionally(RollbackException.broken(
                    "The start of " + start.preview().plan().name(), e));
            return this;
        }
        RunState begun = RunState.of(started);
        first.subList(1, first.size()).forEach(begun::apply);
        state = begun;
        tell(first);
        postTurn();
        return this;
    }

    private List<RunEvent> planned(Instant now) {
        List<RunEvent> events = new ArrayList<>();
        start.preview().overrides().forEach((code, reason) -> events.add(new RunEvent.Overridden(now, code, reason)));
        List<StepPreview> steps = start.preview().places();
        for (int i = 0; i < steps.size(); i++) {
            StepPreview step = steps.get(i);
            if (step.subject() != null && step.from() != null && step.to().isPresent()) {
                String id = CallContext.changeId(start.run(), i);
                Change change =
                        new Change(step.subject(), step.from(), step.to().get(), id);
                events.add(new RunEvent.ChangePlanned(now, i, change));
            }
        }
        return events;
    }

    private List<RunEvent> refused(Instant now) {
        List<RunEvent> events = new ArrayList<>();
        for (Starter.Refusal refusal : start.refusals()) {
            events.add(new RunEvent.Refused(now, refusal.step(), refusal.finding()));
        }
        events.add(new RunEvent.RunEnded(now, Outcome.REFUSED, Verdict.UNKNOWN));
        return events;
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

    private void turn() {
        turnPosted = false;
        RunState current = state;
        if (current == null || report.isDone() || closed.isDone()) {
            return;
        }
        MDC.put("run", start.run().value());
        try {
            turn(current);
        } finally {
            MDC.remove("run");
        }
    }

    private void turn(RunState current) {
        List<Signal> taken = signals;
        signals = new ArrayList<>();
        Decision decision = Decider.decide(current, taken, parts.time().instant());
        if (!keep(decision.events())) {
            return;
        }
        tell(decision.events());
        commands.carryOut(decision.commands(), current, journal.isBehind());
        if (current.isEnded()) {
            end();
        } else {
            wakeAt(decision.wake());
        }
    }

    /** Makes events durable. When the journal is away they wait, and the journal is tried again; when it has another writer, we leave. */
    private boolean keep(List<RunEvent> events) {
        try {
            journal.append(events);
            return true;
        } catch (JournalException e) {
            if (e.kind() == JournalException.Kind.OVERTAKEN) {
                report.completeExceptionally(RollbackException.broken("Run " + start.run(), e));
                return false;
            }
            log.error("The journal is away; what is under way is watched on and nothing new starts", e);
            parts.time().postAt(parts.time().instant().plus(JOURNAL_AGAIN), this::postTurn);
            return true;
        }
    }

    private void wakeAt(@Nullable Instant next) {
        if (next != null
                && (wake == null
                        || next.isBefore(wake)
                        || !wake.isAfter(parts.time().instant()))) {
            wake = next;
            parts.time().postAt(next, this::postTurn);
        }
    }

    private void tell(List<RunEvent> events) {
        timeline.add(events);
        commands.facts().add(outline, events);
        listeners.tell(start.run(), outline, events);
    }

    /** The outcome stands; listeners get a moment to hear of it before the caller does. */
    private void end() {
        RollbackReport ended = reportSoFar();
        parts.time().postAt(parts.time().instant().plus(LISTENERS_LEAVE), () -> report.complete(ended));
        CompletableFuture<Void> unused = listeners.told().thenRun(() -> report.complete(ended));
    }

    private RollbackReport reportSoFar() {
        return new ReportMaker(start, timeline, parts).make(state, commands);
    }

    @Override
    public RunId id() {
        return start.run();
    }

    @Override
    public RollbackReport status() {
        CompletableFuture<RollbackReport> now = new CompletableFuture<>();
        parts.time().post(() -> now.complete(reportSoFar()));
        return Waiting.await(parts.time(), "the status of run " + start.run(), now, closed);
    }

    @Override
    public boolean isEnded() {
        return report.isDone();
    }

    @Override
    public void cancel(String who, String why) {
        parts.time().post(() -> signal(new Signal.Cancel(who, why)));
    }

    @Override
    public RollbackReport await() {
        return Waiting.await(parts.time(), "run " + start.run(), report, closed);
    }
}
