package dev.rollback.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a step that the heart sees. Immutable.
 *
 * @param name unique within the plan; empty for a join
 * @param kind what it does
 * @param edges what has to come before it
 * @param branch region and account of its target; empty for a step without one
 * @param timing its times
 * @param proofs its verifications, in order
 * @param course how it goes on: at once, by shares of traffic, by the word of people
 */
public record StepOutline(
        String name, StepKind kind, Edges edges, String branch, Timing timing, List<Proof> proofs, Course course) {

    /**
     * How a step goes on.
     *
     * @param rollout how it changes gradually; null if at once
     * @param approvers how many people have to approve it; zero but for a step that asks for approval
     */
    public record Course(@Nullable Rollout rollout, int approvers) {
        /** All at once, and nobody has to approve it. */
        public static Course atOnce() {
            return new Course(null, 0);
        }
    }

    /**
     * What has to come before a step, as places in the outline.
     *
     * @param after must serve, and their own verifications must have passed
     * @param afterSettled must be settled as well
     */
    public record Edges(List<Integer> after, List<Integer> afterSettled) {
        /** Copies the lists. */
        public Edges {
            after = List.copyOf(after);
            afterSettled = List.copyOf(afterSettled);
        }

        /** Nothing comes before. */
        public static Edges none() {
            return new Edges(List.of(), List.of());
        }
    }

    /**
     * The times of a step.
     *
     * @param timeout from its start to its deadline, pauses and verifications not counted
     * @param pause how long a pause step lasts; else zero
     * @param grid looks fall due on multiples of this, so that those of several steps come together; zero for none
     */
    public record Timing(Duration timeout, Duration pause, Duration grid) {
        /** A step that has only a deadline. */
        public static Timing timeout(Duration timeout) {
            return new Timing(timeout, Duration.ZERO, Duration.ZERO);
        }
    }

    /** Copies the proofs. */
    public StepOutline {
        proofs = List.copyOf(proofs);
    }

    /** How it changes gradually; null if at once. */
    public @Nullable Rollout rollout() {
        return course.rollout();
    }

    /** How it changes gradually, if it does. */
    public Optional<Rollout> gradually() {
        return Optional.ofNullable(course.rollout());
    }
}
