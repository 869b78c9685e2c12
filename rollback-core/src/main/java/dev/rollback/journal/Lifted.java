package dev.rollback.journal;

import dev.rollback.target.TargetId;
import java.time.Instant;

/**
 * Says that a version which a run rolled away from may be chosen again. Goes by content, and holds until a run rolls away from it anew. Immutable.
 *
 * @param target the target
 * @param content the content of the version
 * @param at when it was said
 * @param who who did; not proven
 * @param why for what reason
 */
public record Lifted(TargetId target, String content, Instant at, String who, String why) {}
