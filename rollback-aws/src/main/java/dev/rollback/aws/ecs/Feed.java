package dev.rollback.aws.ecs;

import dev.rollback.target.Look;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;

/**
 * The service's deployments, newest first, read no further than asked: pages of 100, described in chunks of 20. The order of the service's
 * list is not documented: if a page is not newest first, all pages are read and sorted. AWS keeps 90 days, and nothing from before
 * 2024-10-25 (developer guide, "View service history").
 */
final class Feed {

    private final EcsCalls calls;
    private final Look look;
    private final List<ServiceDeploymentBrief> briefs = new ArrayList<>();
    private final List<Deployed> described = new ArrayList<>();
    private final Map<String, ServiceRevision> revisions = new TreeMap<>();
    private @Nullable String nextPage;
    private boolean hasMore = true;

    Feed(EcsCalls calls, Look look) {
        this.calls = calls;
        this.look = look;
    }

    /** The deployment at a place of the history, 0 being the newest; empty after the oldest. */
    Optional<Deployed> at(int place) {
        while (described.size() <= place && describeMore()) {}
        return place < described.size() ? Optional.of(described.get(place)) : Optional.empty();
    }

    /** Deployments older than a place, as far as they were described already. */
    List<Deployed> knownAfter(int place) {
        return place + 1 < described.size() ? described.subList(place + 1, described.size()) : List.of();
    }

    /** A revision by ARN. */
    Optional<ServiceRevision> revision(String arn) {
        if (!arn.isEmpty() && !revisions.containsKey(arn)) {
            fetchRevisions(List.of(arn));
        }
        return Optional.ofNullable(revisions.get(arn));
    }

    private boolean describeMore() {
        while (briefs.size() <= described.size() && hasMore) {
            readPage();
        }
        List<ServiceDeploymentBrief> next =
                briefs.subList(described.size(), Math.min(briefs.size(), described.size() + EcsCalls.CHUNK));
        describe(next);
        return !next.isEmpty();
    }

    private void readPage() {
        boolean inOrder = addPage();
        if (!inOrder) {
            while (hasMore) {
                addPage();
            }
            briefs.subList(described.size(), briefs.size())
                    .sort(Comparator.comparing(Feed::began).reversed());
        }
    }

    private boolean addPage() {
        ListServiceDeploymentsResponse page = calls.deployments(nextPage, List.of(), look);
        nextPage = page.nextToken();
        hasMore = nextPage != null;
        boolean inOrder = true;
        for (ServiceDeploymentBrief brief : page.serviceDeployments()) {
            inOrder &= briefs.isEmpty() || !began(brief).isAfter(began(briefs.get(briefs.size() - 1)));
            briefs.add(brief);
        }
        return inOrder;
    }

    private static Instant began(ServiceDeploymentBrief brief) {
        return brief.createdAt() == null ? Instant.EPOCH : brief.createdAt();
    }

    private void describe(List<ServiceDeploymentBrief> some) {
        Map<String, ServiceDeployment> found = calls.describeDeployments(
                some.stream().map(ServiceDeploymentBrief::serviceDeploymentArn).toList(), look);
        fetchRevisions(found.values().stream()
                .map(ServiceDeployment::targetServiceRevision)
                .filter(Objects::nonNull)
                .map(ServiceRevisionSummary::arn)
                .filter(arn -> !revisions.containsKey(arn))
                .toList());
        for (ServiceDeploymentBrief brief : some) {
            ServiceDeployment deployment = found.getOrDefault(brief.serviceDeploymentArn(), fromBrief(brief));
            Deployed deployed = new Deployed(deployment, null);
            described.add(new Deployed(deployment, revisions.get(deployed.targetArn())));
        }
    }

    /** A deployment that is listed but not described any more. */
    private static ServiceDeployment fromBrief(ServiceDeploymentBrief brief) {
        return ServiceDeployment.builder()
                .serviceDeploymentArn(brief.serviceDeploymentArn())
                .createdAt(brief.createdAt())
                .finishedAt(brief.finishedAt())
                .status(brief.statusAsString())
                .statusReason(brief.statusReason())
                .targetServiceRevision(b -> b.arn(brief.targetServiceRevisionArn()))
                .build();
    }

    private void fetchRevisions(List<String> arns) {
        if (!arns.isEmpty()) {
            Gaps.seen(() -> calls.revisions(arns, look)).ifPresent(revisions::putAll);
        }
    }
}
