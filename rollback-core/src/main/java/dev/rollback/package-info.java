/**
 * The front door. Start from {@link dev.rollback.RollbackPlan}, which says what to put back, and {@link dev.rollback.RollbackEngine}, which previews
 * and runs it. What else is in here and is not public belongs to the engine.
 */
@NullMarked
package dev.rollback;

import org.jspecify.annotations.NullMarked;
