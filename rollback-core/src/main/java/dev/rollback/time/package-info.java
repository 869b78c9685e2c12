/** How the engine knows and spends time. Start from {@link dev.rollback.time.EngineTime}. */
@NullMarked
package dev.rollback.time;

import org.jspecify.annotations.NullMarked;
