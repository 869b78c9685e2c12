package dev.rollback.aws.ecs;

import dev.rollback.target.Look;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/** The service's own records of its deployments. They lag a little behind the service, and may be denied or not offered: then there are none. */
final class Records {

    private final EcsCalls calls;

    Records(EcsCalls calls) {
        this.calls = calls;
    }

    /** The newest deployment that has not come to its end. */
    Optional<ServiceDeployment> open(Look look) {
        return newest(Deployed.OPEN, look).flatMap(brief -> byArn(brief.serviceDeploymentArn(), look));
    }

    private Optional<ServiceDeploymentBrief> newest(List<ServiceDeploymentStatus> only, Look look) {
        return listed(only, look).max(Comparator.comparing(Records::began));
    }

    private Stream<ServiceDeploymentBrief> listed(List<ServiceDeploymentStatus> only, Look look) {
        return Gaps.seen(() -> calls.deployments(null, only, look)).stream()
                .flatMap(page -> page.serviceDeployments().stream());
    }

    private static Instant began(ServiceDeploymentBrief brief) {
        return brief.createdAt() == null ? Instant.EPOCH : brief.createdAt();
    }

    /** A deployment in full. */
    Optional<ServiceDeployment> byArn(String arn, Look look) {
        return Gaps.seen(() -> calls.describeDeployments(List.of(arn), look))
                .flatMap(found -> Optional.ofNullable(found.get(arn)));
    }

    /** The oldest deployment of a definition that began at a time or later: the record of the deployment that began then. */
    Optional<ServiceDeployment> of(String definition, Instant since, Look look) {
        List<ServiceDeploymentBrief> fresh = listed(List.of(), look)
                .filter(brief -> !began(brief).isBefore(since.minus(Turn.SKEW)))
                .sorted(Comparator.comparing(Records::began))
                .toList();
        Map<String, ServiceRevision> targets = revisions(
                fresh.stream()
                        .map(ServiceDeploymentBrief::targetServiceRevisionArn)
                        .toList(),
                look);
        return fresh.stream()
                .filter(brief -> isOf(definition, targets.get(brief.targetServiceRevisionArn())))
                .findFirst()
                .flatMap(brief -> byArn(brief.serviceDeploymentArn(), look));
    }

    private static boolean isOf(String definition, @Nullable ServiceRevision target) {
        return target != null && Seen.sameDefinition(target.taskDefinition(), definition);
    }

    /** Revisions by ARN, as far as they can be seen. */
    Map<String, ServiceRevision> revisions(List<String> arns, Look look) {
        List<String> known = arns.stream().filter(Objects::nonNull).distinct().toList();
        return known.isEmpty()
                ? Map.of()
                : Gaps.seen(() -> calls.revisions(known, look)).orElseGet(TreeMap::new);
    }

    /**
     * The revision that a deployment goes back to when it is rolled back: AWS takes the newest that was deployed to its end. Empty if that
     * cannot be told.
     */
    Optional<ServiceRevision> wayBack(ServiceDeployment open, Look look) {
        Deployed deployed = new Deployed(open, null);
        String back = deployed.rolledBackTo();
        List<String> sources = deployed.sources();
        if (back.isEmpty()) {
            back = sources.size() == 1
                    ? sources.get(0)
                    : newestSuccessful(look).filter(sources::contains).orElse("");
        }
        return back.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(revisions(List.of(back), look).get(back));
    }

    private Optional<String> newestSuccessful(Look look) {
        return newest(List.of(ServiceDeploymentStatus.SUCCESSFUL), look)
                .map(ServiceDeploymentBrief::targetServiceRevisionArn);
    }
}
