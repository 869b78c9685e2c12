package dev.rollback.testkit;

import dev.rollback.journal.ForwardingJournal;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;

class ForwardingJournalContractTest extends JournalContract {

    @Override
    protected Journal empty() {
        Journal kept = new InMemoryJournal();
        return new ForwardingJournal() {
            @Override
            protected Journal journal() {
                return kept;
            }
        };
    }
}
