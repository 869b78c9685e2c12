package dev.rollback;

import dev.rollback.target.Finding;
import dev.rollback.target.Version;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which version was chosen for a target, on what evidence, and what else there was. Immutable.
 *
 * @param version the version chosen; null when there is none
 * @param evidence why it was chosen, for people
 * @param candidates what could be chosen, the best first, with the standing of each and why
 * @param findings what speaks against the choice
 */
public record Choice(@Nullable Version version, String evidence, List<Version> candidates, List<Finding> findings) {

    /** Copies the lists. */
    public Choice {
        candidates = List.copyOf(candidates);
        findings = List.copyOf(findings);
    }

    static Choice none(Finding because, List<Version> candidates) {
        return new Choice(null, "", candidates, List.of(because));
    }

    static Choice of(Version version, List<Version> candidates, List<Finding> findings) {
        return new Choice(version, version.why(), candidates, findings);
    }

    /** The version chosen, if there is one. */
    public Optional<Version> chosen() {
        return Optional.ofNullable(version);
    }
}
