package dev.rollback.testkit;

import dev.rollback.Preview;
import dev.rollback.RollbackReport;
import dev.rollback.run.RunEvent;
import java.util.List;

/** What one rehearsal came to. To be used by one thread. */
public final class Rehearsed {
    private final FakeAws world;
    private final Conditions conditions;
    private final Preview preview;
    private final RollbackReport report;
    private final WatchedJournal journal;
    private final List<Violation> violations;

    Rehearsed(FakeAws world, Conditions conditions, Preview preview, RollbackReport report, Kept kept) {
        this.world = world;
        this.conditions = conditions;
        this.preview = preview;
        this.report = report;
        this.journal = kept.journal();
        this.violations = kept.violations();
    }

    /** What was written down. */
    record Kept(WatchedJournal journal, List<Violation> violations) {}

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
        return List.copyOf(journal.events());
    }

    /** The journal of the run, as a durable one would hold it. */
    public byte[] journal() {
        return journal.bytes(report.run());
    }

    /** What happened, call by call. */
    public Trace trace() {
        return world.clock().trace();
    }

    /** The world as the run left it. */
    public FakeAws world() {
        return world;
    }

    /** The calls to AWS from the preview on. */
    public Calls calls() {
        return world.calls();
    }

    /** The invariants that did not hold, each once; empty when all is well. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    void broken(Violation violation) {
        violations.add(violation);
    }

    /** How it can be seen again, as a line of Java. */
    public String repeat() {
        return conditions.inJava();
    }

    /** All of it for people: it starts with the seed and what is broken, and ends with the trace. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(conditions.title());
        if (violations.isEmpty()) {
            text.append(" keeps all invariants.\n");
        } else {
            text.append(" breaks ").append(violations.size()).append(":\n");
            violations.forEach(violation -> text.append("  ").append(violation).append('\n'));
        }
        conditions
                .faults()
                .forEach(fault -> text.append("Fault: ").append(fault).append('\n'));
        return text.append("Ended ")
                .append(report.outcome())
                .append(", ")
                .append(report.verdict())
                .append(". Repeat it with: ")
                .append(repeat())
                .append("\nTrace:\n")
                .append(trace())
                .toString();
    }
}
