/**
 * Where the events of runs are kept. Start from {@link dev.rollback.journal.Journal}; {@link dev.rollback.journal.InMemoryJournal} keeps them in
 * the process, and {@link dev.rollback.journal.EventCodec} is the form that they are kept in.
 */
@NullMarked
package dev.rollback.journal;

import org.jspecify.annotations.NullMarked;
