package dev.rollback.aws.appconfig;

import dev.rollback.target.Standing;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a profile has served, from the deployments of its environment. One that was rolled back or reverted has served nobody for good; it makes its
 * version suspect.
 */
final class ProfileHistory {

    private static final String SOURCE = "deployments";

    private final Deployments deployments;
    private final Contents contents;
    private final Map<String, String> undone = new LinkedHashMap<>();
    private @Nullable Instant superseded;

    ProfileHistory(Deployments deployments, Contents contents) {
        this.deployments = deployments;
        this.contents = contents;
    }

    /** Newest first; each read as it is wanted. */
    Stream<Version> versions() {
        return deployments.asShown().flatMap(one -> version(one).stream());
    }

    /** What clients had until a deployment was reverted. */
    static Version reverted(Deployment deployment, Contents contents) {
        Instant from = deployment.times().started();
        Tenure tenure = new Tenure(from, deployment.times().undone().orElse(null), SOURCE);
        return of(deployment, contents).tenure(tenure).standing(Standing.SUSPECT, end(deployment));
    }

    private static String end(Deployment deployment) {
        String why = deployment.about().why();
        return "its deployment " + deployment.number() + " was "
                + deployment.state().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (why.isEmpty() ? "" : " (" + why + ")");
    }

    private Optional<Version> version(Deployment deployment) {
        if (deployment.isUndone()) {
            undone.putIfAbsent(deployment.version(), end(deployment));
            return Optional.empty();
        }
        Instant from = deployment.times().started();
        Instant to = superseded;
        superseded = from;
        Tenure tenure = to == null ? Tenure.since(from, SOURCE) : Tenure.between(from, to, SOURCE);
        return Optional.of(judged(of(deployment, contents).tenure(tenure), deployment));
    }

    private Version judged(Version version, Deployment deployment) {
        if (!contents.isThere(deployment.version())) {
            return version.standing(Standing.UNUSABLE, "the hosted version was deleted");
        }
        String why = undone.get(deployment.version());
        return why == null ? version : version.standing(Standing.SUSPECT, why);
    }

    /** The version that a deployment brings. */
    static Version of(Deployment deployment, Contents contents) {
        Version version = Version.of(deployment.version(), contents.key(deployment.version()), Tenure.unknown(SOURCE))
                .fact(AppConfigProfile.DEPLOYMENT, Integer.toString(deployment.number()));
        return version.labelled(deployment.about().label());
    }
}
