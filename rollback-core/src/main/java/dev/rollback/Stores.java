package dev.rollback;

import dev.rollback.journal.Journal;
import dev.rollback.lease.Leases;

/**
 * What an engine keeps elsewhere.
 *
 * @param journal where its runs are kept
 * @param leases where it says which targets its runs change
 * @param who in whose name
 */
record Stores(Journal journal, Leases leases, String who) {}
