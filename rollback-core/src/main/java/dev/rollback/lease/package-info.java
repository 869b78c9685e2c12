/**
 * Who may change a target now. Start from {@link dev.rollback.lease.Leases}; {@link dev.rollback.lease.InProcessLeases} keeps apart what runs on one object
 * of one process.
 */
@NullMarked
package dev.rollback.lease;

import org.jspecify.annotations.NullMarked;
