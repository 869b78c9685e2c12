/** The story in a real process that is really killed. Start from {@link dev.rollback.examples.killed.KilledProofTest}. */
@NullMarked
package dev.rollback.examples.killed;

import org.jspecify.annotations.NullMarked;
