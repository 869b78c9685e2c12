package dev.rollback.aws.appconfig;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A deployment as it was seen. Immutable.
 *
 * @param number its number, counted in the environment
 * @param version the version of the configuration
 * @param state as AppConfig writes it
 * @param percent how many clients get it
 * @param times when it began and ended, and how long it takes
 * @param about what else is known of it
 */
record Deployment(int number, String version, String state, double percent, Times times, About about) {

    /**
     * The times of a deployment.
     *
     * @param started when it began
     * @param completed when it was complete, rolled back or reverted; empty while it goes on
     * @param deploying how long it takes until all get it
     * @param baking how long it is watched after that
     * @param undone when clients began to go back to what was before it; empty if they did not, and in a list
     */
    record Times(
            Instant started,
            Optional<Instant> completed,
            Duration deploying,
            Duration baking,
            Optional<Instant> undone) {

        /** When all clients could get it, if it was not turned back before. */
        Instant arrived() {
            return started.plus(deploying);
        }
    }

    /**
     * What else is known of a deployment.
     *
     * @param profile the profile's name, which is all that a list tells
     * @param label the version's label; empty if it has none
     * @param description as it was started with; empty in a list
     * @param kmsKey the key that it was started with
     * @param why the newest event that tells why it ended otherwise; empty if none does
     */
    record About(String profile, String label, String description, Optional<String> kmsKey, String why) {}

    boolean isOpen() {
        return switch (state) {
            case "DEPLOYING", "BAKING", "VALIDATING", "ROLLING_BACK" -> true;
            default -> false;
        };
    }

    /** Whether what its state means is known here: AWS may have new ones, or leave it out. */
    boolean isKnown() {
        return isOpen() || isComplete() || isUndone();
    }

    boolean isComplete() {
        return state.equals("COMPLETE");
    }

    /** Whether clients went back to what was before it. */
    boolean isUndone() {
        return state.equals("ROLLED_BACK") || state.equals("REVERTED");
    }

    boolean isBaking() {
        return state.equals("BAKING");
    }

    boolean isRollingBack() {
        return state.equals("ROLLING_BACK");
    }

    /** When it is expected to end. */
    Instant expectedEnd() {
        return times.started().plus(times.deploying()).plus(times.baking());
    }

    /** How long it goes on as expected; zero once that time is over. */
    Duration left(Instant now) {
        Duration left = Duration.between(now, expectedEnd());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether a change started it: its description says so. The id of one change may begin as that of another. */
    boolean isOf(String changeId) {
        return List.of(about.description().split(" ")).contains(changeId);
    }

    @Override
    public String toString() {
        return "deployment " + number + " of version " + version;
    }
}
