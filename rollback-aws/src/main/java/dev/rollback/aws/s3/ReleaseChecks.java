package dev.rollback.aws.s3;

import dev.rollback.target.Finding;
import dev.rollback.target.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a pass over both prefixes says against bringing users to a release. */
final class ReleaseChecks {

    private final Parts parts;
    private final Version release;
    private final Survey survey;

    ReleaseChecks(Parts parts, Version release, Survey survey) {
        this.parts = parts;
        this.release = release;
        this.survey = survey;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Releases releases = Objects.requireNonNull(parts.releases());
        long wanted = survey.total.wanted();
        if (survey.stoppedAt().isPresent()) {
            return findings;
        }
        if (releases.hasShrunk(release, wanted)) {
            findings.add(Finding.hard(
                    "RELEASE_INCOMPLETE",
                    releases.shrunk(release, parts.span(), wanted),
                    "Upload the release again, or choose another."));
        } else if (survey.total.live() > 0 && survey.total.removals() == survey.total.live()) {
            findings.add(Finding.soft(
                    "RELEASE_UNLIKE",
                    "None of the " + Telling.keys(survey.total.live()) + " of " + parts.span() + " is in release "
                            + release.id() + ", which has " + Telling.keys(wanted)
                            + ": expected the same names below both. All of them would be removed.",
                    "Check the prefixes: what follows them has to be the same. Or override if nothing shall stay."));
        }
        return findings;
    }
}
