/**
 * What can be rolled back, as the engine sees it. Start from {@link dev.rollback.target.Target}; the answers it gives are
 * {@link dev.rollback.target.Version}, {@link dev.rollback.target.Assessment} and {@link dev.rollback.target.Progress}.
 */
@NullMarked
package dev.rollback.target;

import org.jspecify.annotations.NullMarked;
