/**
 * An AWS in memory, under virtual time, to rehearse a rollback on. Start from
 * {@link dev.rollback.testkit.Rehearsal}, or from {@link dev.rollback.testkit.FakeAws} to drive the fakes by hand.
 */
@NullMarked
package dev.rollback.testkit;

import org.jspecify.annotations.NullMarked;
