/**
 * Where the events of runs are kept. Start from {@link dev.rollback.journal.Journal}.
 */
@NullMarked
package dev.rollback.journal;

import org.jspecify.annotations.NullMarked;
