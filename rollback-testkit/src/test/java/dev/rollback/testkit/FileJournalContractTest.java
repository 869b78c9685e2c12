package dev.rollback.testkit;

import dev.rollback.journal.FileJournal;
import dev.rollback.journal.Journal;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileJournalContractTest extends JournalContract {

    @TempDir
    Path folder;

    @Override
    protected Journal empty() {
        return FileJournal.in(folder);
    }
}
