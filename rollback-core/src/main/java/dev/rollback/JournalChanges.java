package dev.rollback;

import dev.rollback.journal.Freeze;
import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.journal.RunSummary;
import dev.rollback.run.RunId;
import dev.rollback.target.PastChange;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the runs of a journal changed on some targets. Used once, by one thread. */
final class JournalChanges {

    /** A run may wait for people before it changes anything; one that waited longer is not looked for. */
    private static final Duration WAITED = Duration.ofDays(1);

    private static final int MOST_RUNS = 500;

    private final Journal journal;
    private final Map<TargetId, String> names;
    private final Instant since;
    private final List<Changes.Entry> entries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Of targets with their names. */
    JournalChanges(Journal journal, Map<TargetId, String> names, Instant since) {
        this.journal = journal;
        this.names = names;
        this.since = since;
    }

    /**
     * What was found.
     *
     * @param entries the changes
     * @param notes what could not be read, and what shall not be deployed
     */
    record Found(List<Changes.Entry> entries, List<String> notes) {}

    /** Reads; a journal that is away is a note. */
    Found read(Instant now) {
        try {
            runs();
            for (Freeze freeze : journal.freezes(now)) {
                if (names.containsKey(freeze.target())) {
                    notes.add(Texts.sentence(freeze.describe()));
                }
            }
        } catch (JournalException e) {
            notes.add("Not all that this journal's runs changed is known: " + Texts.sentence(e));
        }
        return new Found(entries, notes);
    }

    private void runs() {
        List<RunId> runs = journal.runs();
        for (RunId run : runs.subList(0, Math.min(MOST_RUNS, runs.size()))) {
            if (!read(run)) {
                return;
            }
        }
        if (runs.size() > MOST_RUNS) {
            notes.add(
                    "Of the journal the last " + MOST_RUNS + " runs were read; older ones may have changed something.");
        }
    }

    /** Whether older runs matter as well. */
    private boolean read(RunId run) {
        try {
            RunSummary summary = journal.summary(run);
            summary.changes().stream()
                    .filter(planned -> !planned.at().isBefore(since))
                    .filter(planned -> names.containsKey(planned.change().target()))
                    .forEach(planned -> entries.add(entry(summary, planned)));
            return !summary.startedAt().isBefore(since.minus(WAITED));
        } catch (JournalException e) {
            notes.add("What run " + run + " changed is not known: " + Texts.sentence(e));
            return true;
        }
    }

    private Changes.Entry entry(RunSummary summary, RunSummary.Planned planned) {
        PastChange change = new PastChange(
                planned.at(),
                planned.change().from().title(),
                planned.change().to().title(),
                "run " + summary.run() + " of " + summary.plan(),
                "journal");
        return new Changes.Entry(names.getOrDefault(planned.change().target(), ""), change, remark(planned));
    }

    private static String remark(RunSummary.Planned planned) {
        RunSummary.Failure failure = planned.failure();
        if (failure != null) {
            return "failed: " + failure.reason();
        }
        return switch (planned.position()) {
            case TO -> "";
            case FROM -> "which did not get that far";
            case BETWEEN -> "last seen on the way";
            case UNKNOWN -> "of which is not known how far it got";
        };
    }
}
