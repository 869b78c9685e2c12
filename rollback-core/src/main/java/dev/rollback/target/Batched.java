package dev.rollback.target;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A target of which many can be looked at with one call. The engine gathers the looks of one key that are due together, makes one look
 * for as many as fit, and hands each target what was seen of it.
 *
 * @param <S> what one look sees of a target
 */
public interface Batched<S> extends Target {

    /** Targets of equal keys can be looked at together. */
    String batchKey();

    /** How many one call takes; at least 1. */
    int batchSize();

    /** Looks of one key fall due together on multiples of this. */
    Duration grid();

    /**
     * Looks at several targets of this key at once. Reads only.
     *
     * @param targets this one and others of its key, at most {@link #batchSize()}
     * @return what was seen of each, in the order of the targets; a target that is not there is left out
     */
    Map<TargetId, S> lookAtAll(List<? extends Batched<S>> targets, Look look);

    /** As {@link Target#reconcile(Change, Attempt)}, given what {@link #lookAtAll} saw. */
    Progress reconcile(Change change, S seen, Attempt attempt);
}
