/**
 * The heart: a run as a fold over its events. No I/O, no clock, no threads. Start from {@link dev.rollback.run.Decider}, which turns a
 * {@link dev.rollback.run.RunState} and what came in into {@link dev.rollback.run.RunEvent}s and {@link dev.rollback.run.Command}s.
 */
@NullMarked
package dev.rollback.run;

import org.jspecify.annotations.NullMarked;
