/** How the engine knows and spends time. */
@NullMarked
package dev.rollback.time;

import org.jspecify.annotations.NullMarked;
