/**
 * The front door: a plan says what to roll back, an engine previews and runs it, a report says how it went. What else is in here belongs to the
 * engine and is hidden.
 */
@NullMarked
package dev.rollback;

import org.jspecify.annotations.NullMarked;
