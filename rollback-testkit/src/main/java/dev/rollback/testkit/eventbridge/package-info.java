/**
 * In-memory rules and their targets. Start at {@link dev.rollback.testkit.eventbridge.FakeEventBridge}.
 */
@NullMarked
package dev.rollback.testkit.eventbridge;

import org.jspecify.annotations.NullMarked;
