package dev.rollback.aws.s3;

import org.jspecify.annotations.Nullable;

/**
 * How the marker of one key ended.
 *
 * @param deed the key
 * @param markerId the marker now on top; null where there is none of ours
 * @param failure why there is none; null if there is
 */
record Marked(Deed deed, @Nullable String markerId, Deed.@Nullable Failure failure) {}
