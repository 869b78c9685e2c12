package dev.rollback;

import dev.rollback.journal.JournalException;
import dev.rollback.notify.Delivery;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run that is over, or that somebody else drives: seen and steered by way of the journal. */
final class JournaledRun extends SteeredRun {

    private static final Logger log = LoggerFactory.getLogger(JournaledRun.class);
    private static final Duration LOOKS = Duration.ofSeconds(2);

    private final Parts parts;
    private final RunId run;
    private final CompletableFuture<@Nullable Void> closed;

    JournaledRun(Parts parts, RunId run, CompletableFuture<@Nullable Void> closed) {
        this.parts = parts;
        this.run = run;
        this.closed = closed;
    }

    @Override
    public RunId id() {
        return run;
    }

    @Override
    public RollbackReport status() {
        List<RunEvent> events = parts.journal().read(run);
        return report(parts, RunState.replay(events), events);
    }

    /** As it can be told from the journal alone. */
    static RollbackReport report(Parts parts, RunState state, List<RunEvent> events) {
        Timeline timeline = new Timeline(state.outline());
        timeline.add(events);
        return new ReportMaker(state.run(), state.outline(), notes(events), timeline, parts)
                .make(state, step -> 0, false);
    }

    private static RunDriver.Notes notes(List<RunEvent> events) {
        SortedMap<String, String> overrides = new TreeMap<>();
        List<RollbackReport.Refusal> refusals = new ArrayList<>();
        for (RunEvent event : events) {
            if (event instanceof PersonEvent.Overridden overridden) {
                overrides.put(overridden.code(), overridden.reason());
            } else if (event instanceof RunEvent.Refused refused) {
                refusals.add(new RollbackReport.Refusal(refused.step(), refused.finding()));
            }
        }
        return new RunDriver.Notes(refusals, overrides, List.of());
    }

    @Override
    public boolean isEnded() {
        return parts.journal().summary(run).isEnded();
    }

    @Override
    void ask(Word word) {
        RunState state = RunState.replay(parts.journal().read(run));
        parts.journal().ask(run, word.about(state, parts.time().instant()));
    }

    @Override
    public List<Delivery> messages() {
        RunEvent.RunStarted started =
                (RunEvent.RunStarted) parts.journal().read(run).get(0);
        return Deliveries.of(parts.journal(), run, started.outline()).read();
    }

    @Override
    public RollbackReport await() {
        CompletableFuture<RollbackReport> ended = new CompletableFuture<>();
        parts.time().post(() -> look(ended));
        return Waiting.await(parts.time(), "run " + run, ended, closed);
    }

    private void look(CompletableFuture<RollbackReport> ended) {
        try {
            if (isEnded()) {
                ended.complete(status());
            } else if (!closed.isDone()) {
                parts.time().postAt(parts.time().instant().plus(LOOKS), () -> look(ended));
            }
        } catch (JournalException e) {
            lookLater(ended, e);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    /** A journal that is away comes back, as for whoever drives the run. */
    private void lookLater(CompletableFuture<RollbackReport> ended, JournalException failure) {
        if (failure.kind() == JournalException.Kind.UNAVAILABLE) {
            log.debug("The journal is away; run {} is looked at later", run, failure);
            parts.time().postAt(parts.time().instant().plus(LOOKS), () -> look(ended));
        } else {
            ended.completeExceptionally(failure);
        }
    }
}
