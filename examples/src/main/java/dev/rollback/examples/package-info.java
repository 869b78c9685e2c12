/**
 * Stories to run and to copy from. Begin with {@link dev.rollback.examples.QuickStart}; {@link dev.rollback.examples.RollBackOnAws} does it for
 * real.
 */
@NullMarked
package dev.rollback.examples;

import org.jspecify.annotations.NullMarked;
