package dev.rollback.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a folder of the test's own, and what becomes of its files. */
abstract class JournalFolder {

    @TempDir
    Path folder;

    FileJournal journal;

    @BeforeEach
    void open() {
        journal = FileJournal.in(folder);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    /** As another process would find the folder after this one is gone. */
    FileJournal reopened() {
        journal.close();
        journal = FileJournal.in(folder);
        return journal;
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
