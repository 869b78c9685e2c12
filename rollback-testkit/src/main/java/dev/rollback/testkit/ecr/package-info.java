/**
 * An in-memory image registry. Start at {@link dev.rollback.testkit.ecr.FakeEcr}.
 */
@NullMarked
package dev.rollback.testkit.ecr;

import org.jspecify.annotations.NullMarked;
