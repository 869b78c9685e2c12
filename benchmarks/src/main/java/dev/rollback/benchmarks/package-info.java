/**
 * What the library costs, each benchmark beside a reference that runs in the same JMH run, as only their ratio means
 * something on a shared machine.
 */
@NullMarked
package dev.rollback.benchmarks;

import org.jspecify.annotations.NullMarked;
