package dev.rollback;

import dev.rollback.journal.Quarantine;
import dev.rollback.target.Standing;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives each version the standing that the engine knows of: what its target says, lowered by soak, incident and quarantine. */
final class Grader {

    private final Version current;
    private final Duration soak;
    private final @Nullable Instant incident;
    private final Function<String, Optional<Quarantine>> quarantine;

    Grader(Version current, PlanPolicy policy, Function<String, Optional<Quarantine>> quarantine) {
        this.current = current;
        this.soak = policy.soak();
        this.incident = policy.incidentStartedAt();
        this.quarantine = quarantine;
    }

    Version grade(Version version) {
        if (version.standing() == Standing.UNUSABLE || version.standing() == Standing.QUARANTINED) {
            return version;
        }
        Optional<Quarantine> known = quarantine.apply(version.content());
        if (known.isPresent()) {
            return version.standing(Standing.QUARANTINED, quarantined(known.get()));
        }
        if (version.standing() == Standing.SUSPECT) {
            return version;
        }
        if (version.sameContent(current)) {
            return version.standing(Standing.SUSPECT, "is the current one");
        }
        return byIncident(version, version.tenure());
    }

    /** Whether nothing but the time at which it went live speaks against a suspect version: after the incident began. */
    boolean isLate(Version version) {
        return version.standing() == Standing.SUSPECT && wentLiveLate(version.tenure());
    }

    private boolean wentLiveLate(Tenure tenure) {
        return incident != null && tenure.liveFrom().filter(incident::isBefore).isPresent();
    }

    private static String quarantined(Quarantine known) {
        return "run " + known.run() + " rolled away from it" + (known.reason().isEmpty() ? "" : ": " + known.reason());
    }

    private Version byIncident(Version version, Tenure tenure) {
        if (wentLiveLate(tenure)) {
            return version.standing(Standing.SUSPECT, "went live after the incident began");
        }
        if (incident != null && tenure.liveTo().filter(incident::isBefore).isPresent()) {
            return version.standing(Standing.SUSPECT, "served when the incident began");
        }
        return version.standing() == Standing.UNPROVEN ? version : bySoak(version, tenure);
    }

    private Version bySoak(Version version, Tenure tenure) {
        if (tenure.from() == null) {
            return version.standing(Standing.UNPROVEN, "when it served is not known: " + tenure.source());
        }
        Optional<Duration> served = tenure.served();
        if (served.isEmpty()) {
            return version.standing(Standing.UNPROVEN, "when it was superseded is not known: " + tenure.source());
        }
        if (served.get().compareTo(soak) < 0) {
            return version.standing(
                    Standing.UNPROVEN,
                    "served for " + Texts.duration(served.get()) + " only, the soak is " + Texts.duration(soak));
        }
        return version.standing(Standing.PROVEN, proof(served.get(), tenure));
    }

    private static String proof(Duration served, Tenure tenure) {
        String until = tenure.liveTo().map(to -> " until " + Texts.instant(to)).orElse("");
        return "served for " + Texts.duration(served) + until + " (" + tenure.source() + ")";
    }
}
