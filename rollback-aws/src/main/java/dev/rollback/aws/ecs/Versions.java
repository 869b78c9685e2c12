package dev.rollback.aws.ecs;

import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.ServiceCurrentRevisionSummary;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/** Makes versions of what ECS says. */
final class Versions {

    private static final List<String> LABELS =
            List.of("org.opencontainers.image.version", "org.opencontainers.image.revision");

    private final EcsCalls calls;
    private final Definitions definitions;

    Versions(EcsCalls calls, Definitions definitions) {
        this.calls = calls;
        this.definitions = definitions;
    }

    /** What a service is in or moving to. */
    Version current(Seen seen, Look look) {
        Map<String, ServiceRevision> revisions = currentRevisions(seen, look);
        Version version = seen.primary()
                .map(primary -> of(primary.taskDefinition(), revision(primary, revisions), tenure(primary), look))
                .orElseGet(() -> of(seen.definition(), Optional.empty(), Tenure.unknown("the service"), look));
        version = described(version, seen);
        return seen.isOpen() ? halfFinished(version, seen, revisions, look) : version;
    }

    private static Tenure tenure(Deployment primary) {
        return primary.createdAt() == null
                ? Tenure.unknown("deployments of the service")
                : Tenure.since(primary.createdAt(), "deployments of the service");
    }

    private Map<String, ServiceRevision> currentRevisions(Seen seen, Look look) {
        List<String> running = seen.service().currentServiceRevisions().stream()
                .map(ServiceCurrentRevisionSummary::arn)
                .toList();
        List<String> arns = running.isEmpty() ? deployed(seen, look) : running;
        return arns.isEmpty()
                ? Map.of()
                : Gaps.seen(() -> calls.revisions(arns, look)).orElseGet(TreeMap::new);
    }

    /** A service that does not name its revisions may still name its deployment. */
    private List<String> deployed(Seen seen, Look look) {
        String deployment = seen.service().currentServiceDeployment();
        return deployment == null
                ? List.of()
                : Gaps.seen(() -> calls.describeDeployments(List.of(deployment), look)).stream()
                        .flatMap(found -> found.values().stream())
                        .map(found -> new Deployed(found, null).targetArn())
                        .filter(arn -> !arn.isEmpty())
                        .toList();
    }

    /** The newest revision of a deployment's definition: a forced redeployment has the same definition and a newer revision. */
    private static Optional<ServiceRevision> revision(Deployment of, Map<String, ServiceRevision> revisions) {
        return revisions.values().stream()
                .filter(revision -> Seen.sameDefinition(revision.taskDefinition(), of.taskDefinition()))
                .reduce((one, other) -> isNewer(one, other) ? one : other);
    }

    private static boolean isNewer(ServiceRevision one, ServiceRevision other) {
        return other.createdAt() == null
                || (one.createdAt() != null && one.createdAt().isAfter(other.createdAt()));
    }

    private static Version described(Version version, Seen seen) {
        Version described = version.fact(Facts.CONTROLLER, seen.controller())
                .fact(Facts.STRATEGY, seen.strategy())
                .fact(Facts.DESIRED, String.valueOf(seen.desired()))
                .fact(Facts.RUNNING, String.valueOf(seen.running()))
                .fact(Facts.PENDING, String.valueOf(seen.pending()));
        return seen.primary()
                .map(primary -> described
                        .fact(Facts.DEPLOYMENT, primary.id())
                        .fact(Facts.DEPLOYED_AT, Seen.began(primary).toString()))
                .orElse(described);
    }

    private Version halfFinished(Version moving, Seen seen, Map<String, ServiceRevision> revisions, Look look) {
        StringBuilder content = new StringBuilder("open " + moving.content());
        StringBuilder beside = new StringBuilder();
        for (Deployment other : seen.others()) {
            Version still = of(other.taskDefinition(), revision(other, revisions), tenure(other), look);
            content.append(" beside ").append(still.content());
            beside.append(beside.isEmpty() ? "" : " ").append(other.taskDefinition());
        }
        Version open = new Version(
                moving.id(), content.toString(), moving.tenure(), Standing.SUSPECT, moving.label(), moving.facts());
        return open.fact(Version.WHY, "its deployment is not finished").fact(Facts.BESIDE, beside.toString());
    }

    /** A version that a service revision recorded. */
    Version of(ServiceRevision revision, Tenure tenure, Look look) {
        return of(revision.taskDefinition(), Optional.of(revision), tenure, look);
    }

    /** A version of which only the definition is known. */
    Version of(String definition, Tenure tenure, Look look) {
        return of(definition, Optional.empty(), tenure, look);
    }

    private Version of(String arn, Optional<ServiceRevision> revision, Tenure tenure, Look look) {
        Digests digests =
                revision.map(r -> Digests.recorded(r.containerImages())).orElse(Digests.none());
        Version version = of(definitions.remembered(arn, look), arn, digests, tenure);
        return revision.map(r -> version.fact(Facts.REVISION, r.serviceRevisionArn()))
                .orElse(version);
    }

    private static Version of(Definitions.Sought sought, String arn, Digests digests, Tenure tenure) {
        Version version = sought.found()
                .map(definition -> of(definition, digests, tenure))
                .orElseGet(() -> unseen(arn, digests, tenure));
        return sought.gone()
                ? version.standing(Standing.UNUSABLE, "its task definition " + Definition.shortName(arn) + " is gone")
                : version;
    }

    private static Version unseen(String arn, Digests digests, Tenure tenure) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put(Facts.DEFINITION, arn);
        digests.byContainer().forEach((name, digest) -> facts.put(Facts.DIGEST + name, digest));
        return new Version(arn, "unseen " + arn + digests.byContainer(), tenure, Standing.PROVEN, "", facts);
    }

    /** A version of a definition with the images that were recorded for it. */
    static Version of(Definition definition, Digests digests, Tenure tenure) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put(Facts.DEFINITION, definition.arn());
        for (ContainerDefinition container : definition.containers()) {
            facts.put(Facts.IMAGE + container.name(), String.valueOf(container.image()));
            digests.of(container).ifPresent(digest -> facts.put(Facts.DIGEST + container.name(), digest));
        }
        return new Version(
                definition.arn(), definition.content(digests), tenure, Standing.PROVEN, label(definition), facts);
    }

    /** What people call it: the tag of its main image unless that says nothing, else the labels of the image's maker. */
    private static String label(Definition definition) {
        return definition.main().stream()
                .flatMap(main -> Stream.concat(
                        Stream.ofNullable(ImageRef.parse(String.valueOf(main.image()))
                                        .tag())
                                .filter(tag -> !tag.equals("latest")),
                        LABELS.stream()
                                .flatMap(key ->
                                        Stream.ofNullable(main.dockerLabels().get(key)))))
                .findFirst()
                .orElse("");
    }
}
