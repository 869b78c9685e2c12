package dev.rollback.journal;

import dev.rollback.lease.Leases;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.Ledger;
import dev.rollback.target.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the events of runs: the port behind which memory, files or a database stand. Thread-safe. What is kept holds no secrets.
 *
 * <p>The first event of a run is {@link RunEvent.RunStarted}; only events that {@link RunEvent#isKept() are kept} are handed over.
 */
public interface Journal extends AutoCloseable {

    /**
     * Appends events to a run, all of them or none, and returns once they are durable.
     *
     * @param run the run
     * @param expected how many events of the run the caller knows of: 0 begins a new run
     * @param events what to append, in order
     * @throws JournalException of kind {@code OVERTAKEN} when the run holds another number of events, that is, somebody else writes it too; of kind
     *     {@code UNKNOWN_RUN} when it is said to hold events and there is no such run; of kind {@code UNAVAILABLE} when the events could not be
     *     made durable
     */
    void append(RunId run, long expected, List<RunEvent> events);

    /**
     * The events of a run, in order.
     *
     * @throws JournalException of kind {@code UNKNOWN_RUN} when there is no such run, {@code CORRUPT} when they cannot be read
     */
    List<RunEvent> read(RunId run);

    /** All runs, newest first. */
    List<RunId> runs();

    /**
     * What is known of a run without reading all of it.
     *
     * @throws JournalException of kind {@code UNKNOWN_RUN} when there is no such run, {@code CORRUPT} when it cannot be read
     */
    RunSummary summary(RunId run);

    /**
     * Why this content of a target is not to be chosen again, if a run rolled away from it: from the moment at which it planned to, for it may be cut
     * off, until a run ends with the target found where it stood, or settled at this content.
     */
    Optional<Quarantine> quarantine(TargetId target, String content);

    /** That a run tried to bring a target to this content and could not, unless one settled there since; the newest. */
    Optional<FailedTry> failed(TargetId target, String content);

    /** The run that set out last to change a target; empty if none is known. */
    Optional<RunSummary> lastChange(TargetId target);

    /** What shall not be deployed at this time, by what runs said that ended at the wanted version, the newest first. */
    List<Freeze> freezes(Instant now);

    /**
     * Says that a version which a run rolled away from may be chosen again, and returns once that is durable.
     *
     * @throws JournalException of kind {@code UNAVAILABLE} when it could not be made durable
     */
    void lift(Lifted lifted);

    /**
     * Removes runs that are over and old, with all that belongs to them; nothing is removed unless this is called. What they said of versions is known on: what they rolled away from, what
     * they could not bring back, who changed a target last. They can be shown, and taken back, no more.
     *
     * @param now what ages are counted to
     * @throws JournalException of kind {@code UNAVAILABLE} when the store is away; what was removed by then is removed
     */
    Pruned prune(Retention retention, Instant now);

    /**
     * The records of one step of a run, begun when first appended to; as durable as the events.
     *
     * @param run the run, which need not hold events yet
     * @param step the step's place in the outline
     * @return what throws a {@link JournalException} of kind {@code UNAVAILABLE} while the store is away
     */
    Ledger ledger(RunId run, int step);

    /**
     * Asks something of a run from outside of what drives it, and returns once that is durable. Whoever drives the run takes it within seconds; a run that nobody
     * drives now takes it when it is resumed.
     *
     * @throws JournalException of kind {@code UNKNOWN_RUN} when there is no such run, {@code UNAVAILABLE} when the request could not be made durable
     */
    void ask(RunId run, Request request);

    /**
     * What was asked of a run, the oldest first. A request that cannot be read, or that only a newer version knows, is passed over with a warning and hides no other one.
     *
     * @throws JournalException of kind {@code UNKNOWN_RUN} when there is no such run, {@code UNAVAILABLE} when the inbox could not be read
     */
    List<Request> asked(RunId run);

    /**
     * Keeps a checkpoint, in the place of one of the same id, and returns once it is durable.
     *
     * @throws JournalException of kind {@code UNAVAILABLE} when it could not be made durable
     */
    void keep(Checkpoint checkpoint);

    /**
     * A checkpoint that was kept.
     *
     * @throws JournalException of kind {@code UNKNOWN_CHECKPOINT} when there is none of that id, {@code CORRUPT} when it cannot be read
     */
    Checkpoint checkpoint(String id);

    /** All checkpoints, newest first; one that cannot be read is left out. */
    List<Checkpoint> checkpoints();

    /**
     * Keeps what is remembered of a drill, in the place of one of the same run, and returns once it is durable.
     *
     * @throws JournalException of kind {@code UNAVAILABLE} when it could not be made durable
     */
    void keep(Practice.Drilled drill);

    /** What is remembered of drills, newest first; one that cannot be read is left out. */
    List<Practice.Drilled> drills();

    /** The leases that stand beside it, for all who use it: always the same object. Closed with the journal. */
    Leases leases();

    /** Whether what is appended outlives the process. */
    boolean isDurable();

    /** Where it is kept, for people: {@code memory}, a folder, a table. */
    String describe();

    @Override
    void close();
}
