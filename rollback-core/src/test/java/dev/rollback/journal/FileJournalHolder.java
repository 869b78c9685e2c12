package dev.rollback.journal;

import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A process of its own that writes on the run {@code r-1} and holds it until it is killed or its input ends. */
final class FileJournalHolder {

    private FileJournalHolder() {}

    public static void main(String... args) throws IOException {
        Instant at = Instant.parse("2026-11-20T12:00:00Z");
        try (FileJournal journal = FileJournal.in(Path.of(args[0]))) {
            journal.append(new RunId("r-1"), 1, List.of(new RunEvent.StepStarted(at, 0, at)));
            System.out.println("held");
            int unused = System.in.read();
        }
    }
}
