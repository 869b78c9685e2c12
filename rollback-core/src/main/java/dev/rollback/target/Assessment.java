package dev.rollback.target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a target says of a change before it is made. Immutable.
 *
 * @param findings what speaks against it or is worth knowing
 * @param path how it would be done, for people: {@code stop the deployment in flight}, {@code UpdateService}; with the difference shown
 * @param expected how long it takes
 * @param losses what is lost and what is left behind with its cost, one line each
 * @param permissions what is needed to look and to change
 * @param lostSince since when what users wrote is lost; null if nothing is, or that is not known
 */
public record Assessment(
        List<Finding> findings,
        List<String> path,
        Expected expected,
        List<String> losses,
        List<Permission> permissions,
        @Nullable Instant lostSince) {

    /**
     * How long a change is expected to take.
     *
     * @param serving until users get the wanted version
     * @param settled until nothing goes on any more
     */
    public record Expected(Duration serving, Duration settled) {}

    /** Copies the lists. */
    public Assessment {
        findings = List.copyOf(findings);
        path = List.copyOf(path);
        losses = List.copyOf(losses);
        permissions = List.copyOf(permissions);
    }

    /** Starts an assessment of a change that takes this long. */
    public static Builder expecting(Duration serving, Duration settled) {
        return new Builder(new Expected(serving, settled));
    }

    /** Collects an assessment. Not thread-safe. */
    public static final class Builder {
        private final Expected expected;
        private final List<Finding> findings = new ArrayList<>();
        private final List<String> path = new ArrayList<>();
        private final List<String> losses = new ArrayList<>();
        private final List<Permission> permissions = new ArrayList<>();
        private @Nullable Instant lostSince;

        private Builder(Expected expected) {
            this.expected = expected;
        }

        /** Adds a finding; null is passed over, so that a check may answer "nothing". */
        public Builder finding(@Nullable Finding finding) {
            if (finding != null) {
                findings.add(finding);
            }
            return this;
        }

        /** Adds findings. */
        public Builder findings(List<Finding> more) {
            findings.addAll(more);
            return this;
        }

        /** Adds a line that says how the change would be made. */
        public Builder path(String line) {
            path.add(Objects.requireNonNull(line, "line"));
            return this;
        }

        /** Adds a line that says what is lost, or left behind and at what cost. */
        public Builder loses(String line) {
            losses.add(Objects.requireNonNull(line, "line"));
            return this;
        }

        /** Says since when what users wrote is lost, to be held against the recovery point objective; {@link #loses} says it to people. */
        public Builder losesSince(Instant instant) {
            lostSince = instant;
            return this;
        }

        /** Adds a permission that looking needs. */
        public Builder reads(String action, String resource) {
            permissions.add(new Permission(action, resource, Permission.Use.PREVIEW));
            return this;
        }

        /** Adds a permission that changing needs. */
        public Builder writes(String action, String resource) {
            permissions.add(new Permission(action, resource, Permission.Use.EXECUTE));
            return this;
        }

        /** Ends the assessment. */
        public Assessment build() {
            return new Assessment(findings, path, expected, losses, permissions, lostSince);
        }
    }
}
