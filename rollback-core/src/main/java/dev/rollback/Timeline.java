package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.ProofEvent;
import dev.rollback.run.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kept events of a run, to be put in words when somebody asks. On the loop. */
final class Timeline {

    private final Outline outline;
    private final List<RunEvent> events = new ArrayList<>();

    Timeline(Outline outline) {
        this.outline = outline;
    }

    void add(List<RunEvent> more) {
        for (RunEvent event : more) {
            if (event.isKept()) {
                events.add(event);
            }
        }
    }

    /** When the last of them happened. */
    Instant last() {
        return events.get(events.size() - 1).at();
    }

    /** When the last verification of each step ended. */
    Map<Integer, Instant> verified() {
        Map<Integer, Instant> ends = new LinkedHashMap<>();
        for (RunEvent event : events) {
            if (event instanceof ProofEvent.ProofEnded ended) {
                ends.put(ended.step(), ended.at());
            }
        }
        return ends;
    }

    List<RollbackReport.Entry> entries() {
        EventText text = new EventText(outline);
        List<RollbackReport.Entry> entries = new ArrayList<>();
        for (RunEvent event : events) {
            EventText.Line line = event.accept(text);
            if (!line.text().isEmpty()) {
                entries.add(new RollbackReport.Entry(event.at(), line.step(), line.text()));
            }
        }
        return entries;
    }
}
