package dev.rollback;

import dev.rollback.target.Finding;
import java.util.List;

/**
 * What a preview found by one check of the plan. Immutable.
 *
 * @param name what the plan calls it
 * @param describe what it looks at, for people; empty if its name says it
 * @param findings what it found, the heaviest first; none if it passed
 */
public record CheckPreview(String name, String describe, List<Finding> findings) {
    /** Copies the list. */
    public CheckPreview {
        findings = List.copyOf(findings);
    }
}
