package dev.rollback.aws.ecs;

import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/** What speaks against a change of the service, how it would be made, and how long it takes. */
final class Check {

    private final EcsCalls calls;
    private final Goals goals;
    private final Definitions definitions;
    private final Records records;
    private final Stopping stopping;
    private final Surroundings surroundings;

    Check(Parts parts, Surroundings surroundings) {
        this.calls = parts.calls();
        this.goals = parts.goals();
        this.definitions = parts.definitions();
        this.records = parts.records();
        this.stopping = parts.stopping();
        this.surroundings = surroundings;
    }

    /** What is asked beside ECS itself. */
    record Surroundings(
            DefinitionChecks definition, Needs needs, AlarmChecks alarms, Consumers consumers, Rights rights) {}

    Assessment of(Change change, Look look) {
        Seen seen = new Seen(calls.service(look));
        Goals.Goal goal = goal(change, look);
        Optional<Stopping.InFlight> inFlight = inFlight(goal, seen, look);
        Assessment.Expected expected = inFlight.map(found -> Timing.stopping(seen, found.deployment()))
                .orElseGet(() -> Timing.deploying(seen));
        Assessment.Builder assessment = Assessment.expecting(expected.serving(), expected.settled())
                .findings(ServiceChecks.of(seen))
                .findings(surroundings.definition().of(goal, seen, look))
                .findings(needs(goal, look))
                .findings(surroundings.alarms().of(seen, look))
                .findings(history(look))
                .findings(surroundings.consumers().of(Goals.definition(change.from()), look));
        path(assessment, change, goal, inFlight, look);
        surroundings
                .rights()
                .list(
                        assessment,
                        Optional.ofNullable(goal.found()),
                        !goal.copyBecause().isEmpty(),
                        AlarmSwitch.alarms(seen).isPresent());
        return assessment.build();
    }

    /** A registry that does not answer keeps nobody from seeing the rest. */
    private Goals.Goal goal(Change change, Look look) {
        try {
            return goals.of(change, look);
        } catch (TargetException e) {
            return goals.withoutRegistry(change, look);
        }
    }

    private Optional<Stopping.InFlight> inFlight(Goals.Goal goal, Seen seen, Look look) {
        try {
            return stopping.toward(goal, seen, look);
        } catch (TargetException e) {
            return Optional.empty();
        }
    }

    private List<Finding> needs(Goals.Goal goal, Look look) {
        Definition found = goal.found();
        return found == null ? List.of() : surroundings.needs().of(found, look);
    }

    /** Without its history a service can be rolled back all the same, but not by stopping what is in flight. */
    private List<Finding> history(Look look) {
        return Looks.tried("HISTORY_UNKNOWN", "what the service's deployments were", () -> {
            calls.deployments(null, List.of(), look);
            return List.of();
        });
    }

    private void path(
            Assessment.Builder assessment,
            Change change,
            Goals.Goal goal,
            Optional<Stopping.InFlight> inFlight,
            Look look) {
        if (change.to().facts().containsKey(Facts.BESIDE)) {
            assessment
                    .path("stop our deployment; the half finished one is not resumed")
                    .finding(Finding.warning(
                            "NOT_RESUMED",
                            "The service was found in the middle of a deployment, which is not resumed.",
                            "Deploy the version that you want."));
            return;
        }
        inFlight.ifPresentOrElse(
                found -> assessment.path("StopServiceDeployment with ROLLBACK of the deployment in flight, "
                        + Stopping.shortArn(found.deployment().serviceDeploymentArn())
                        + ": brings the whole service revision back"),
                () -> update(assessment, goal));
        difference(assessment, change, goal, look);
        ofService(assessment, change, inFlight.isPresent(), look);
    }

    private static void update(Assessment.Builder assessment, Goals.Goal goal) {
        if (!goal.copyBecause().isEmpty()) {
            assessment
                    .path("RegisterTaskDefinition: a copy of " + goal.title() + ", its images pinned, because "
                            + goal.copyBecause())
                    .loses("one more registered task definition of " + Definition.family(goal.definition())
                            + " is left behind; it costs nothing");
        }
        assessment.path("UpdateService to " + (goal.copyBecause().isEmpty() ? goal.title() : "that copy")
                + ", nothing else is sent: the definition goes back, not the whole service revision");
    }

    private void difference(Assessment.Builder assessment, Change change, Goals.Goal goal, Look look) {
        Definition to = goal.found();
        Definition from = seen(Goals.definition(change.from()), look);
        if (to == null || from == null) {
            return;
        }
        Difference.between(from, Digests.of(change.from()), to, goal.digests()).forEach(assessment::path);
        List<String> names = new ArrayList<>(Difference.environmentNames(from, to));
        if (!names.isEmpty()) {
            assessment.finding(Finding.note(
                    "ENVIRONMENT_DIFFERS",
                    "Environment variables of " + goal.title() + " differ: " + String.join(", ", names) + "."));
        }
    }

    private @Nullable Definition seen(String arn, Look look) {
        try {
            return definitions.remembered(arn, look).definition();
        } catch (TargetException e) {
            return null;
        }
    }

    private void ofService(Assessment.Builder assessment, Change change, boolean whole, Look look) {
        List<String> lines = revisions(change, look);
        lines.forEach(assessment::path);
        if (!whole && !lines.isEmpty()) {
            assessment.finding(Finding.warning(
                    "REVISION_MIXTURE",
                    "The service was configured otherwise when it ran the wanted version: " + String.join(", ", lines)
                            + ". Only its task definition goes back.",
                    "Change the rest by hand if the wanted version needs it."));
        }
    }

    private List<String> revisions(Change change, Look look) {
        List<String> arns = Stream.of(change.from(), change.to())
                .map(Version::facts)
                .flatMap(facts -> Stream.ofNullable(facts.get(Facts.REVISION)))
                .toList();
        if (arns.size() < 2) {
            return List.of();
        }
        try {
            Map<String, ServiceRevision> found = records.revisions(arns, look);
            ServiceRevision from = found.get(arns.get(0));
            ServiceRevision to = found.get(arns.get(1));
            return from == null || to == null ? List.of() : Difference.ofService(from, to);
        } catch (TargetException e) {
            return List.of();
        }
    }
}
