package dev.rollback;

import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the events of one run durable. What a journal that is away does not take waits in memory, in order, and the journal is tried again from time to
 * time. On the loop.
 */
final class JournalWriter {

    private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Journal journal;
    private final RunId run;
    private final EngineTime time;
    private final Runnable back;
    private final List<RunEvent> pending = new ArrayList<>();
    private long count;
    private boolean away;
    private boolean said;

    /**
     * Asks for a turn by {@code back} when the journal is worth another try.
     *
     * @param count how many events of the run the journal holds
     */
    JournalWriter(Journal journal, RunId run, long count, EngineTime time, Runnable back) {
        this.journal = journal;
        this.run = run;
        this.count = count;
        this.time = time;
        this.back = back;
    }

    /**
     * Makes the first events durable, or lets the run not begin, or not go on.
     *
     * @throws RuntimeException as the journal throws it
     */
    void begin(List<RunEvent> events) {
        pending.addAll(events);
        write();
    }

    /**
     * Makes these events durable, and those before that were not; in one append. If the journal is away, they wait.
     *
     * @throws JournalException when somebody else writes the run, too
     */
    void append(List<RunEvent> events) {
        events.stream().filter(RunEvent::isKept).forEach(pending::add);
        if (pending.isEmpty() || away) {
            return;
        }
        try {
            write();
        } catch (RuntimeException e) {
            if (e instanceof JournalException known && known.kind() == JournalException.Kind.OVERTAKEN) {
                throw e;
            }
            away(e);
        }
    }

    /** Said once, however long it takes. */
    private void away(RuntimeException cause) {
        if (!said) {
            log.error("The journal is away; what is under way is watched on and nothing new starts", cause);
        }
        said = true;
        away = true;
        time.postAt(time.instant().plus(AGAIN), this::again);
    }

    private void write() {
        journal.append(run, count, List.copyOf(pending));
        count += pending.size();
        pending.clear();
        said = false;
    }

    private void again() {
        away = false;
        back.run();
    }

    /** Whether some events are not durable yet. */
    boolean isBehind() {
        return !pending.isEmpty();
    }
}
