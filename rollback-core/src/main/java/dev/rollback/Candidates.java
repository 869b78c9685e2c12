package dev.rollback;

import dev.rollback.target.Standing;
import dev.rollback.target.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions that a target could go back to, one for each content, in the order of its history. A content that served more than once has the
 * best of its standings, unless something speaks against the content itself.
 */
final class Candidates {

    private final Version current;
    private final Grader grader;
    private final Map<String, Known> byContent = new LinkedHashMap<>();
    private boolean proven;
    private @Nullable Version failed;

    Candidates(Version current, Grader grader) {
        this.current = current;
        this.grader = grader;
    }

    /** A version as its target tells it, and as the engine sees it. */
    private record Known(Version told, Version graded) {

        /** Whether its target knows something against it, a failed deployment say. */
        boolean isSuspectToTarget() {
            return told.standing() == Standing.SUSPECT && graded.standing() == Standing.SUSPECT;
        }

        boolean isProven() {
            return graded.standing() == Standing.PROVEN;
        }
    }

    void add(Version version) {
        if (version.sameContent(current)) {
            return;
        }
        Known next = new Known(version, grader.grade(version));
        Known newer = byContent.get(version.content());
        if (newer == null || (next.isProven() && mayGain(newer))) {
            byContent.put(version.content(), next);
            proven |= next.isProven();
        } else if (next.isProven() && newer.isSuspectToTarget() && !proven && failed == null) {
            failed = newer.graded();
        }
    }

    /** What lacked nothing but time, or came only after the incident began, gains from an earlier, longer time. */
    private boolean mayGain(Known newer) {
        return newer.graded().standing() == Standing.UNPROVEN
                || (!newer.isSuspectToTarget() && grader.isLate(newer.graded()));
    }

    boolean hasProven() {
        return proven;
    }

    /** What would be the first choice for having served well before, had its target nothing against it. */
    Optional<Version> failedFirst() {
        return Optional.ofNullable(failed);
    }

    int size() {
        return byContent.size();
    }

    List<Version> inOrder() {
        return byContent.values().stream().map(Known::graded).toList();
    }

    /** The best first; among equals the newest. */
    List<Version> ranked() {
        List<Version> ranked = new ArrayList<>(inOrder());
        ranked.sort(Comparator.comparing(Version::standing));
        return ranked;
    }
}
