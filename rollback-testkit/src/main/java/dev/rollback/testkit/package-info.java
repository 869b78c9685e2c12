/**
 * An AWS in memory, under virtual time, to rehearse a rollback on. Start from {@link dev.rollback.testkit.FakeAws}.
 */
@NullMarked
package dev.rollback.testkit;

import org.jspecify.annotations.NullMarked;
