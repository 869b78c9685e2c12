package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CreatedAt;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentResponse;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;

/** The calls on service deployments and service revisions. */
final class DeploymentCalls {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int MOST_DESCRIBED = 20;
    private static final int PAGE = 20;

    private final EcsWorld world;

    DeploymentCalls(EcsWorld world) {
        this.world = world;
    }

    ListServiceDeploymentsResponse list(ListServiceDeploymentsRequest request) {
        ServiceModel service = world.service(request.cluster(), request.service());
        List<ServiceDeploymentBrief> briefs = new ArrayList<>(kept(service).stream()
                .filter(record -> lists(record, request))
                .map(DeploymentRecord::brief)
                .toList());
        Collections.reverse(briefs);
        Page<ServiceDeploymentBrief> page =
                Page.of(briefs, request.nextToken(), Limits.page(request.maxResults(), PAGE), EcsErrors::badToken);
        return ListServiceDeploymentsResponse.builder()
                .serviceDeployments(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private List<DeploymentRecord> kept(ServiceModel service) {
        Instant oldest = service.now().minus(KEPT);
        return service.records().stream()
                .filter(record -> !record.createdAt().isBefore(oldest))
                .toList();
    }

    private static boolean lists(DeploymentRecord record, ListServiceDeploymentsRequest request) {
        return (!request.hasStatus() || request.status().contains(record.status()))
                && within(record.createdAt(), request.createdAt());
    }

    private static boolean within(Instant at, @Nullable CreatedAt range) {
        return range == null
                || ((range.after() == null || !at.isBefore(range.after()))
                        && (range.before() == null || !at.isAfter(range.before())));
    }

    DescribeServiceDeploymentsResponse describe(DescribeServiceDeploymentsRequest request) {
        List<Failure> failures = new ArrayList<>();
        List<ServiceDeployment> found =
                describe(request.serviceDeploymentArns(), "Service deployment ARNs", failures, this::deployment);
        return DescribeServiceDeploymentsResponse.builder()
                .serviceDeployments(found)
                .failures(failures)
                .build();
    }

    DescribeServiceRevisionsResponse describe(DescribeServiceRevisionsRequest request) {
        List<Failure> failures = new ArrayList<>();
        List<ServiceRevision> found =
                describe(request.serviceRevisionArns(), "Service revision ARNs", failures, ServiceModel::revision);
        return DescribeServiceRevisionsResponse.builder()
                .serviceRevisions(found)
                .failures(failures)
                .build();
    }

    private <T> List<T> describe(
            List<String> arns,
            String what,
            List<Failure> failures,
            BiFunction<ServiceModel, String, Optional<T>> lookUp) {
        Limits.names(arns, MOST_DESCRIBED, what);
        List<T> found = new ArrayList<>();
        for (String arn : arns) {
            world.owner(arn)
                    .flatMap(service -> lookUp.apply(service, arn))
                    .ifPresentOrElse(found::add, () -> failures.add(ServiceCalls.missing(arn)));
        }
        return found;
    }

    private Optional<ServiceDeployment> deployment(ServiceModel service, String arn) {
        return kept(service).stream()
                .filter(record -> record.arn().equals(arn))
                .findFirst()
                .map(record -> shown(service, record));
    }

    private static ServiceDeployment shown(ServiceModel service, DeploymentRecord record) {
        Revisions revisions = new Revisions(service);
        return service.rollouts().stream()
                .filter(rollout -> rollout.record() == record && !rollout.goesBack())
                .findFirst()
                .map(rollout -> record.describe(revisions.summary(rollout)))
                .orElse(record.content());
    }

    StopServiceDeploymentResponse stop(StopServiceDeploymentRequest request) {
        String arn = request.serviceDeploymentArn();
        refuseAbort(request.stopType());
        ServiceModel service = world.owner(arn).orElseThrow(EcsErrors::serviceDeploymentNotFound);
        DeploymentRecord record = service.record(arn).orElseThrow(EcsErrors::serviceDeploymentNotFound);
        if (!record.isOpen()) {
            throw EcsErrors.conflict("The service deployment cannot be stopped because it is in the "
                    + record.content().statusAsString() + " state.");
        }
        if (record.goesForward()) {
            service.deployer().rollBack(record, "Rollback requested by a user.");
        }
        return StopServiceDeploymentResponse.builder().serviceDeploymentArn(arn).build();
    }

    private static void refuseAbort(@Nullable StopServiceDeploymentStopType type) {
        if (type != null && type != StopServiceDeploymentStopType.ROLLBACK) {
            throw EcsErrors.invalid("Invalid stop type. The valid stop type is ROLLBACK.");
        }
    }
}
