/** Deliberate bugs, and the explorations that find them. Start with {@link dev.rollback.examples.mutants.Mutant}. */
@NullMarked
package dev.rollback.examples.mutants;

import org.jspecify.annotations.NullMarked;
