package dev.rollback.aws.appconfig;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionResponse;
import software.amazon.awssdk.services.appconfig.model.HostedConfigurationVersionSummary;

/** What speaks against setting a flag, what changes by it, and how long it takes. */
final class FlagChecks {

    private static final Duration AT_ONCE = Duration.ofSeconds(15);

    private final AppConfigCalls calls;
    private final Place place;
    private final String title;
    private final EnvironmentChecks environment;
    private final Look look;
    private final Deployments deployments;

    FlagChecks(AwsScope scope, AppConfigCalls calls, Place place, String title, Look look) {
        this.calls = calls;
        this.place = place;
        this.title = title;
        this.environment = new EnvironmentChecks(scope, calls, place, title);
        this.look = look;
        this.deployments = new Deployments(calls, place, look);
    }

    Assessment assess(FlagSettings settings, Optional<String> strategy) {
        List<Finding> noFlags = FlagReading.noFlags(place, title);
        Optional<Deployment> open = deployments.open();
        Seen seen = noFlags.isEmpty() ? seen(settings, base(open)) : new Seen(noFlags, List.of());
        return seen.isToBeDone() ? toBeDone(settings, strategy, open, seen) : asItIs(seen);
    }

    /** The deployment whose version the change will be made in: one of this profile that is on its way is waited for. */
    private Optional<Deployment> base(Optional<Deployment> open) {
        return open.filter(one -> !one.isRollingBack())
                .flatMap(one -> calls.deployment(look, place, one.number()))
                .or(deployments::effective);
    }

    /**
     * What the change is in the version that is deployed.
     *
     * @param findings what keeps it from being made, or that there is none to make
     * @param lines what changes
     */
    private record Seen(List<Finding> findings, List<String> lines) {

        boolean isToBeDone() {
            return !lines.isEmpty();
        }
    }

    private Seen seen(FlagSettings settings, Optional<Deployment> base) {
        if (base.isEmpty()) {
            return new Seen(
                    List.of(Finding.hard(
                            "NOTHING_DEPLOYED",
                            "Nothing of " + title + " is deployed: expected a version to change flag " + settings.flag()
                                    + " in.",
                            "Check the environment, or deploy a version first.")),
                    List.of());
        }
        String version = base.get().version();
        Optional<GetHostedConfigurationVersionResponse> hosted = new Contents(calls, place, look).hosted(version);
        String where = "version " + version + " of " + title;
        return hosted.map(content -> seen(settings, content, where))
                .orElseGet(() -> new Seen(List.of(FlagReading.gone(where)), List.of()));
    }

    private static Seen seen(FlagSettings settings, GetHostedConfigurationVersionResponse content, String where) {
        try {
            Wanted.Outcome outcome = settings.in(FlagReading.document(content), where);
            List<String> lines = outcome.edited().lines();
            boolean so = !outcome.isRefused() && lines.isEmpty();
            return new Seen(so ? List.of(alreadySo(settings, where)) : outcome.refusals(), lines);
        } catch (IOException e) {
            return new Seen(List.of(FlagReading.unreadable(where, e)), List.of());
        }
    }

    private static Finding alreadySo(FlagSettings settings, String where) {
        return Finding.note(
                "ALREADY_SO", "Flag " + settings.flag() + " is so already in " + where + ": nothing will be written.");
    }

    /** Nothing is written, or nothing can be. */
    private Assessment asItIs(Seen seen) {
        Assessment.Builder assessment =
                Assessment.expecting(AT_ONCE, AT_ONCE).findings(seen.findings()).path("nothing is changed");
        permissions(assessment);
        return assessment.build();
    }

    private Assessment toBeDone(
            FlagSettings settings, Optional<String> strategy, Optional<Deployment> open, Seen seen) {
        StrategyChoice.Chosen chosen = StrategyChoice.of(calls, strategy, look);
        Duration wait = open.map(one -> one.left(look.now())).orElse(Duration.ZERO);
        Duration serving = wait.plus(AT_ONCE).plus(chosen.deploying());
        Assessment.Builder assessment = Assessment.expecting(serving, serving.plus(chosen.baking()))
                .findings(seen.findings())
                .findings(open.map(this::inFlight).orElse(List.of()))
                .findings(undeployed(open))
                .findings(environment.monitors(look))
                .findings(EnvironmentChecks.locked(AT_ONCE.plus(chosen.deploying()), AT_ONCE.plus(chosen.all())));
        base(open)
                .ifPresent(base -> assessment.path("make a new hosted version of version " + base.version()
                        + ", the one deployed, with this change alone"));
        seen.lines().forEach(assessment::path);
        assessment
                .path("StartDeployment of it with " + chosen)
                .loses("Whoever deploys another version of " + title + " next deploys flag " + settings.flag()
                        + " as it is there; clients get it with their next poll.");
        permissions(assessment);
        return assessment.build();
    }

    private List<Finding> inFlight(Deployment open) {
        boolean ofProfile = open.about().profile().equals(place.about().name());
        return List.of(ofProfile ? waitsForOwn(open) : EnvironmentChecks.busy(open));
    }

    private static Finding waitsForOwn(Deployment open) {
        return Finding.warning(
                "DEPLOYMENT_OPEN",
                "There is " + open + " of this profile on its way, " + Math.round(open.percent())
                        + " %: the flag is set on top of it, when it is over at about " + open.expectedEnd() + ".",
                "Stop that deployment if the flag cannot wait: an environment takes one at a time.");
    }

    /** Who made a version and has not deployed it yet does not lose it, and does not see this change in it. */
    private List<Finding> undeployed(Optional<Deployment> open) {
        int deployed = base(open).map(base -> Integer.parseInt(base.version())).orElse(0);
        List<Integer> newer = new ArrayList<>();
        calls.hostedVersions(look, place).stream()
                .map(HostedConfigurationVersionSummary::versionNumber)
                .filter(number -> number > deployed)
                .sorted()
                .forEach(newer::add);
        return newer.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "UNDEPLOYED_VERSIONS",
                        "Hosted versions newer than the deployed " + deployed + " are not deployed here: " + newer
                                + ". The new version is made of " + deployed
                                + ", so it holds nothing of them, and it is the latest one from then on.",
                        "Tell whoever made them to set the flag in them too, and to start from theirs."));
    }

    private void permissions(Assessment.Builder assessment) {
        environment.permissions(assessment);
        environment.permissionsToMake(assessment);
    }
}
