package dev.rollback.testkit;

import dev.rollback.target.TargetId;
import java.util.List;
import java.util.SortedMap;

/** What one rehearsal came to, told so that its cause can be seen: it starts with the seed and what is broken. */
final class Story {
    /** So many characters of a line of the trace tell when it was. */
    private static final int TIME = 14;

    private final Rehearsed rehearsed;

    Story(Rehearsed rehearsed) {
        this.rehearsed = rehearsed;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(rehearsed.conditions().title());
        List<Violation> violations = rehearsed.violations();
        if (violations.isEmpty()) {
            text.append(" keeps all invariants.\n");
        } else {
            text.append(" breaks ").append(violations.size()).append(":\n");
            violations.forEach(violation -> text.append("  ").append(violation).append('\n'));
        }
        rehearsed
                .conditions()
                .all()
                .forEach(one -> text.append(disturbance(one)).append('\n'));
        targets(text);
        return text.append("Ended ")
                .append(rehearsed.report().outcome())
                .append(", ")
                .append(rehearsed.report().verdict())
                .append(". Repeat it with: ")
                .append(rehearsed.repeat())
                .append("\nTrace:\n")
                .append(trace())
                .toString();
    }

    private String disturbance(Disturbance one) {
        String kind = one instanceof FaultPoint ? "Fault: " : one instanceof CrashPoint ? "Crash: " : "Interference: ";
        return kind + one + (new Missed(rehearsed).is(one) ? " (did not take place)" : "");
    }

    private void targets(StringBuilder text) {
        SortedMap<TargetId, String> after = rehearsed.after();
        rehearsed
                .before()
                .forEach((target, before) -> text.append(target)
                        .append("\n  before: ")
                        .append(before)
                        .append("\n  after:  ")
                        .append(after.get(target))
                        .append('\n'));
    }

    /** The trace up to what is broken, in which what comes over and over is told once; all of it where nothing is broken. */
    private String trace() {
        List<String> lines = rehearsed.trace().lines();
        int last =
                rehearsed.violations().stream().mapToInt(Violation::line).max().orElse(lines.size()) + 1;
        StringBuilder text = new StringBuilder();
        for (String line : new Repeats(lines.subList(0, Math.min(last, lines.size())), TIME).shortened()) {
            text.append(line).append('\n');
        }
        if (last < lines.size()) {
            text.append(" ".repeat(TIME))
                    .append("... ")
                    .append(lines.size() - last)
                    .append(" lines until the end\n");
        }
        return text.toString();
    }
}
