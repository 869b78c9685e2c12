/** Telling people and tools what becomes of a run. Start from {@link dev.rollback.notify.Notifier} and {@link dev.rollback.notify.Webhook}. */
@NullMarked
package dev.rollback.notify;

import org.jspecify.annotations.NullMarked;
