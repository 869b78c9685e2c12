package dev.rollback.testkit;

import dev.rollback.Preview;
import dev.rollback.RollbackReport;
import dev.rollback.journal.Practice;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.TargetId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one rehearsal came to. To be used by one thread. */
public final class Rehearsed {
    private final Stage stage;
    private final Conditions conditions;
    private final Preview preview;
    private final RollbackReport report;
    private final Kept kept;

    Rehearsed(Stage stage, Conditions conditions, Preview preview, RollbackReport report, Kept kept) {
        this.stage = stage;
        this.conditions = conditions;
        this.preview = preview;
        this.report = report;
        this.kept = kept;
    }

    /**
     * What was written down.
     *
     * @param journal the journal of its runs
     * @param watches what did not hold
     * @param previewed how many calls its preview made
     * @param appends how often something was appended to the journal
     * @param upset where its process died, and who acted
     * @param reported when whoever waited got the report
     */
    record Kept(
            WatchedJournal journal,
            Watches watches,
            int previewed,
            int appends,
            List<Disturbance> upset,
            Instant reported) {}

    /** The preview that was run. */
    public Preview preview() {
        return preview;
    }

    /** The report of the run. */
    public RollbackReport report() {
        return report;
    }

    /** What the journal kept of the run, in order. */
    public List<RunEvent> events() {
        return List.copyOf(kept.journal().events());
    }

    /** What the journal kept of one run, in order; empty where it knows none of that name. */
    List<RunEvent> eventsOf(RunId run) {
        return kept.journal().runs().contains(run) ? kept.journal().read(run) : List.of();
    }

    /** What the journal kept of each run, in order: of the one that was asked for, and of one that puts it back. */
    List<List<RunEvent>> runs() {
        return kept.journal().eventsByRun();
    }

    /** The journal of the run, as a durable one would hold it. */
    public byte[] journal() {
        return kept.journal().bytes(report.run());
    }

    /** What a durable journal would hold of all runs: of the one that was asked for, and of one that puts it back. */
    List<ByteBuffer> journals() {
        return kept.journal().runs().stream()
                .map(run -> ByteBuffer.wrap(kept.journal().bytes(run)))
                .toList();
    }

    /** What happened, call by call. */
    public Trace trace() {
        return world().clock().trace();
    }

    /** The world as the run left it. */
    public FakeAws world() {
        return stage.world();
    }

    /** The calls to AWS from the preview on. */
    public Calls calls() {
        return world().calls();
    }

    /** The invariants that did not hold, each once; empty when all is well. */
    public List<Violation> violations() {
        return List.copyOf(kept.watches().violations());
    }

    Kept kept() {
        return kept;
    }

    Conditions conditions() {
        return conditions;
    }

    void broken(Violation violation) {
        kept.watches().add(violation);
    }

    /** How each target stood, in truth, when the run was about to begin. */
    SortedMap<TargetId, String> before() {
        return stage.before();
    }

    /** How each target stands, in truth. */
    SortedMap<TargetId, String> after() {
        Truth truth = new Truth(world());
        SortedMap<TargetId, String> after = new TreeMap<>();
        before().keySet().forEach(target -> after.put(target, truth.state(target)));
        return after;
    }

    /** After which call a target was said to be done with; empty for one that was not. */
    Optional<Integer> settled(TargetId target) {
        return kept.journal().settled(target);
    }

    /** How it can be seen again, as a line of Java; {@code rehearsal} stands for the one that was asked. */
    public String repeat() {
        return conditions.inJava();
    }

    /** What shall be remembered of it, as {@link Exploration#practice} has it of many. */
    public Practice.Rehearsed practice(Instant at) {
        return new Practice.Rehearsed(report.plan(), at, 1, violations().isEmpty() ? 0 : 1);
    }

    /** All of it for people: the seed and what is broken, what went wrong, how the targets stood and stand, how to see it again, and the trace. */
    @Override
    public String toString() {
        return new Story(this).toString();
    }
}
