/**
 * How the engine learns whether users are well. Start from {@link dev.rollback.health.Probe}; {@link dev.rollback.health.HttpProbe} is the one
 * most plans use.
 */
@NullMarked
package dev.rollback.health;

import org.jspecify.annotations.NullMarked;
