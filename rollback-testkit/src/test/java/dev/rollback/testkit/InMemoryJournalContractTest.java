package dev.rollback.testkit;

import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;

class InMemoryJournalContractTest extends JournalContract {

    @Override
    protected Journal empty() {
        return new InMemoryJournal();
    }
}
