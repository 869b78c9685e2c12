package dev.rollback.journal;

import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that goes on with the run {@code r-1}, or begins it, until the journal takes no more; and says how many events it holds, and why no more. */
final class FileJournalWriter {

    private static final RunId RUN = new RunId("r-1");
    private static final RunEvent NEXT = new RunEvent.StepStarted(OneStep.T, 0, OneStep.T);

    private FileJournalWriter() {}

    public static void main(String... args) {
        int held = 0;
        try (FileJournal journal = FileJournal.in(Path.of(args[0]))) {
            held = journal.runs().contains(RUN) ? journal.read(RUN).size() : 0;
            while (held < 10_000) {
                journal.append(RUN, held, List.of(held == 0 ? OneStep.begin(RUN) : NEXT));
                held++;
            }
        } catch (JournalException e) {
            System.out.println(e.kind() + " after " + held + ": " + e.getMessage());
        }
    }
}
