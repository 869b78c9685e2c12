package dev.rollback;

import dev.rollback.target.Standing;
import dev.rollback.target.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The versions that a target could go back to, one for each content, in the order of its history. A content that served more than once has the
 * best of its standings, unless something speaks against the content itself.
 */
final class Candidates {

    private final Version current;
    private final Grader grader;
    private final Map<String, Version> byContent = new LinkedHashMap<>();
    private boolean proven;

    Candidates(Version current, Grader grader) {
        this.current = current;
        this.grader = grader;
    }

    void add(Version version) {
        if (version.sameContent(current)) {
            return;
        }
        Version graded = grader.grade(version);
        Version known = byContent.get(version.content());
        if (known == null || isBetter(graded, known)) {
            byContent.put(version.content(), graded);
        }
        proven |= graded.standing() == Standing.PROVEN && graded.equals(byContent.get(version.content()));
    }

    /** Only what was unproven for lack of time may gain from an earlier, longer time. */
    private static boolean isBetter(Version later, Version known) {
        return known.standing() == Standing.UNPROVEN && later.standing() == Standing.PROVEN;
    }

    boolean hasProven() {
        return proven;
    }

    int size() {
        return byContent.size();
    }

    List<Version> inOrder() {
        return new ArrayList<>(byContent.values());
    }

    /** The best first; among equals the newest. */
    List<Version> ranked() {
        List<Version> ranked = inOrder();
        ranked.sort(Comparator.comparing(Version::standing));
        return ranked;
    }
}
