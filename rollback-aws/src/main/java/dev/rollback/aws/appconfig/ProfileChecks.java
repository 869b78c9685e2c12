package dev.rollback.aws.appconfig;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionResponse;

/** What speaks against going back to a version, and by which path it would be done. */
final class ProfileChecks {

    /** How many deployments are asked for, each by a call. */
    private static final int LOOKED_BACK = 10;

    private static final String ONE_FLAG = "If one flag is to blame, switch that one off: appConfigFlag(…).disable().";

    private final AppConfigCalls calls;
    private final Place place;
    private final String title;
    private final Look look;
    private final Contents contents;
    private final EnvironmentChecks environment;

    ProfileChecks(AwsScope scope, AppConfigCalls calls, Place place, String title, Look look) {
        this.calls = calls;
        this.place = place;
        this.title = title;
        this.look = look;
        this.contents = new Contents(calls, place, look);
        this.environment = new EnvironmentChecks(scope, calls, place, title);
    }

    Assessment assess(Change change, Optional<String> strategy) {
        List<Deployment> newest = new Deployments(calls, place, look)
                .ofProfile()
                .filter(one -> !one.isUndone())
                .limit(LOOKED_BACK)
                .toList();
        Optional<Deployment> open = new Deployments(calls, place, look).open();
        ProfileRoute.Seen seen = new ProfileRoute.Seen(open, newest, one -> isWanted(change, one), look.now());
        ProfileRoute route = ProfileRoute.of(change, seen, () -> StrategyChoice.of(calls, strategy, look));
        Assessment.Builder assessment = Assessment.expecting(route.serving(), route.settled())
                .findings(version(change, newest))
                .findings(others(open))
                .findings(between(change, newest))
                .findings(flags(change));
        route.lines().forEach(assessment::path);
        route.locks()
                .ifPresent(locks -> assessment
                        .findings(environment.monitors(look))
                        .findings(EnvironmentChecks.locked(locks.serving(), locks.settled())));
        differences(change).forEach(assessment::path);
        assessment.loses("Not rolled back: validators, monitors and extensions of " + title
                + "; clients get it with their next poll.");
        environment.permissions(assessment);
        environment.permissionsToGoBack(assessment);
        return assessment.build();
    }

    private boolean isWanted(Change change, Deployment deployment) {
        return deployment.version().equals(change.to().id())
                || contents.key(deployment.version()).equals(change.to().content());
    }

    // the version

    private List<Finding> version(Change change, List<Deployment> newest) {
        String id = change.to().id();
        if (!place.isHosted() && newest.stream().noneMatch(one -> one.version().equals(id))) {
            return List.of(Finding.warning(
                    "VERSION_NOT_SEEN",
                    "Version " + id + " of " + title + " is kept in "
                            + place.about().location()
                            + ", where it was not looked up, and none of the last " + newest.size()
                            + " deployments brought it: expected one that was deployed before.",
                    "Look whether it is there; AppConfig refuses to deploy one that is not."));
        }
        if (!contents.isThere(id)) {
            return List.of(Finding.hard(
                    "VERSION_GONE",
                    "Hosted version " + id + " of " + title + " was deleted.",
                    "Choose another version."));
        }
        return place.about().validated() ? validation(id) : List.of();
    }

    private List<Finding> validation(String id) {
        return Looked.at(look, () -> refusal(id))
                .findings(
                        "VALIDATORS",
                        "what the validators of " + title + " say of version " + id,
                        refusal -> refusal.map(words -> List.of(refused(id, words)))
                                .orElse(List.of()));
    }

    private Optional<String> refusal(String version) {
        try {
            calls.validate(look, place, version);
            return Optional.empty();
        } catch (TargetException e) {
            if (SdkErrors.hasCode(e, "BadRequestException")) {
                return Optional.of(SdkErrors.words(e));
            }
            throw e;
        }
    }

    private Finding refused(String version, String words) {
        return Finding.hard(
                "VERSION_REFUSED",
                "The validators of " + title + " refuse version " + version + ": " + words + ".",
                "Choose another version, or change the validators back first.");
    }

    // what else goes on

    private List<Finding> others(Optional<Deployment> open) {
        return open.filter(one -> !one.about().profile().equals(place.about().name())).stream()
                .map(EnvironmentChecks::busy)
                .toList();
    }

    // what changes

    /** Changes that came after the wanted version and are taken back with it. */
    private List<Finding> between(Change change, List<Deployment> newest) {
        List<Deployment> lost = newest.stream()
                .takeWhile(one -> !isWanted(change, one))
                .filter(one -> !one.isRollingBack())
                .toList();
        boolean all = newest.stream().anyMatch(one -> isWanted(change, one));
        List<Finding> findings = new ArrayList<>();
        if (lost.size() > 1 && (all || newest.size() == LOOKED_BACK)) {
            findings.add(several(change, (all ? "" : "at least ") + lost.size(), lost));
        }
        look.incidentStartedAt().ifPresent(incident -> findings.addAll(sinceIncident(change, lost, incident)));
        return findings;
    }

    private static Finding several(Change change, String count, List<Deployment> lost) {
        return Finding.warning(
                "SEVERAL_CHANGES_LOST",
                "Going back to version " + change.to().id() + " takes back " + count + " deployments: " + named(lost)
                        + ".",
                ONE_FLAG);
    }

    /** What was deployed after the incident began was hardly its cause, and may be somebody's remedy. */
    private static List<Finding> sinceIncident(Change change, List<Deployment> lost, Instant incident) {
        List<Deployment> newer = lost.stream()
                .filter(one -> one.times().started().isAfter(incident))
                .toList();
        return newer.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "NEWER_THAN_INCIDENT",
                        "Going back to version " + change.to().id()
                                + " takes back what was deployed after the incident began at " + incident + ": "
                                + named(newer) + ".",
                        "Find out whether it was a remedy. " + ONE_FLAG));
    }

    private static String named(List<Deployment> deployments) {
        return deployments.stream()
                .map(one -> one.number() + " (version " + one.version() + ", "
                        + one.times().started() + ")")
                .collect(Collectors.joining(", "));
    }

    private List<String> differences(Change change) {
        Optional<GetHostedConfigurationVersionResponse> from =
                contents.hosted(change.from().id());
        Optional<GetHostedConfigurationVersionResponse> to =
                contents.hosted(change.to().id());
        return from.isPresent() && to.isPresent()
                ? ConfigurationDiff.between(place, from.get(), to.get()).lines()
                : List.of();
    }

    private List<Finding> flags(Change change) {
        Optional<GetHostedConfigurationVersionResponse> from =
                contents.hosted(change.from().id());
        Optional<GetHostedConfigurationVersionResponse> to =
                contents.hosted(change.to().id());
        if (!place.hasFlags() || from.isEmpty() || to.isEmpty()) {
            return List.of();
        }
        List<String> flags =
                ConfigurationDiff.between(place, from.get(), to.get()).names();
        return flags.size() < 2
                ? List.of()
                : List.of(Finding.warning(
                        "SEVERAL_FLAGS_CHANGE",
                        flags.size() + " flags change: "
                                + String.join(", ", flags.subList(0, Math.min(10, flags.size())))
                                + (flags.size() > 10 ? " and more" : "") + ".",
                        ONE_FLAG));
    }
}
