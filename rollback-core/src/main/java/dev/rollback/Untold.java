package dev.rollback;

import dev.rollback.journal.RunSummary;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the notifiers were not told of runs that are over, because the process died between the end of the run and the message. On the loop. */
final class Untold {

    private static final Logger log = LoggerFactory.getLogger(Untold.class);
    private static final Duration LATE = Duration.ofHours(1);
    private static final Duration LONGEST_RUN = Duration.ofDays(1);

    private final Parts parts;
    private final Couriers couriers;
    private final CompletableFuture<@Nullable Void> closed;

    Untold(Parts parts, Couriers couriers, CompletableFuture<@Nullable Void> closed) {
        this.parts = parts;
        this.couriers = couriers;
        this.closed = closed;
    }

    /** Of all that ended within the last hour; of one that cannot be read nothing is sent. */
    CompletableFuture<Boolean> ofLateRuns() {
        if (couriers.all().isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        Instant now = parts.time().instant();
        for (RunId run : parts.journal().runs()) {
            try {
                RunSummary summary = parts.journal().summary(run);
                if (summary.startedAt().isBefore(now.minus(LONGEST_RUN))) {
                    break;
                }
                RunSummary.End end = summary.end();
                if (end != null && end.at().isAfter(now.minus(LATE))) {
                    send(run);
                }
            } catch (RuntimeException e) {
                log.warn("What was not told of run {} is not sent", run, e);
            }
        }
        return CompletableFuture.completedFuture(true);
    }

    /** Of one run, if it is over. Throws as a journal does that is away. */
    CompletableFuture<Boolean> of(RunId run) {
        if (parts.journal().summary(run).isEnded() && !couriers.all().isEmpty()) {
            send(run);
        }
        return CompletableFuture.completedFuture(true);
    }

    private void send(RunId run) {
        List<RunEvent> events = parts.journal().read(run);
        RunState state = RunState.replay(events);
        RunMessages messages = new RunMessages(couriers);
        messages.begin(
                new RunMessages.Told(state, () -> JournaledRun.report(parts, state, events), () -> !closed.isDone()),
                events);
    }
}
