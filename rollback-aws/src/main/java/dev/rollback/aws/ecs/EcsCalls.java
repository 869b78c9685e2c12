package dev.rollback.aws.ecs;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Attempt;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The calls of ECS that a service needs, with their page limits. */
final class EcsCalls {

    /** How many services one DescribeServices takes. */
    static final int SERVICES = 10;

    /** How many deployments or revisions one describe call takes. */
    static final int CHUNK = 20;

    private static final int MOST_TASKS = 100;

    private final AwsScope scope;
    private final SdkService<EcsClient> ecs;
    private final ServiceName name;

    EcsCalls(AwsScope scope, ServiceName name) {
        this.scope = scope;
        this.ecs = scope.service("ecs", EcsClient.class).about("service " + name);
        this.name = name;
    }

    /** The service now. */
    Service service(Look look) {
        List<Service> found = services(List.of(name.service()), look);
        if (found.isEmpty()) {
            throw TargetException.missing("There is no ECS service \"" + name.service() + "\" in cluster \""
                    + name.cluster() + "\" (" + scope + "): expected a service that DescribeServices finds, it"
                    + " answered MISSING. Check name, cluster, region and account; `aws ecs list-services --cluster "
                    + name.cluster() + "` lists what is there.");
        }
        return found.get(0);
    }

    /** Services of the cluster by name, at most {@link #SERVICES}; those that are not there are left out. */
    List<Service> services(List<String> names, Look look) {
        DescribeServicesResponse answer = ecs.read(
                look,
                "DescribeServices",
                client -> client.describeServices(b -> b.cluster(name.cluster()).services(names)));
        return answer.services();
    }

    /** One page of the service's deployments. */
    ListServiceDeploymentsResponse deployments(@Nullable String token, List<ServiceDeploymentStatus> only, Look look) {
        return ecs.read(
                look,
                "ListServiceDeployments",
                client -> client.listServiceDeployments(b -> {
                    b.cluster(name.cluster()).service(name.service()).maxResults(100);
                    if (token != null) {
                        b.nextToken(token);
                    }
                    if (!only.isEmpty()) {
                        b.status(only);
                    }
                }));
    }

    /** Deployments in full, by ARN. */
    SortedMap<String, ServiceDeployment> describeDeployments(List<String> arns, Look look) {
        SortedMap<String, ServiceDeployment> found = new TreeMap<>();
        inChunks(arns, look, this::describeSomeDeployments)
                .forEach(deployment -> found.put(deployment.serviceDeploymentArn(), deployment));
        return found;
    }

    private List<ServiceDeployment> describeSomeDeployments(List<String> arns, Look look) {
        return ecs.read(
                        look,
                        "DescribeServiceDeployments",
                        client -> client.describeServiceDeployments(b -> b.serviceDeploymentArns(arns)))
                .serviceDeployments();
    }

    /** Service revisions, by ARN. */
    SortedMap<String, ServiceRevision> revisions(List<String> arns, Look look) {
        SortedMap<String, ServiceRevision> found = new TreeMap<>();
        inChunks(arns, look, this::describeSomeRevisions)
                .forEach(revision -> found.put(revision.serviceRevisionArn(), revision));
        return found;
    }

    private List<ServiceRevision> describeSomeRevisions(List<String> arns, Look look) {
        return ecs.read(
                        look,
                        "DescribeServiceRevisions",
                        client -> client.describeServiceRevisions(b -> b.serviceRevisionArns(arns)))
                .serviceRevisions();
    }

    private static <R> List<R> inChunks(List<String> arns, Look look, BiFunction<List<String>, Look, List<R>> call) {
        List<R> found = new ArrayList<>();
        List<String> distinct = arns.stream().distinct().toList();
        for (int from = 0; from < distinct.size(); from += CHUNK) {
            found.addAll(call.apply(distinct.subList(from, Math.min(from + CHUNK, distinct.size())), look));
        }
        return found;
    }

    /** A task definition by ARN, {@code family:revision} or family; empty if there is none. */
    Optional<Definition> definition(String arn, Look look) {
        try {
            DescribeTaskDefinitionResponse answer = ecs.read(
                    look,
                    "DescribeTaskDefinition",
                    client -> client.describeTaskDefinition(
                            b -> b.taskDefinition(arn).include(TaskDefinitionField.TAGS)));
            return Optional.ofNullable(answer.taskDefinition()).map(task -> new Definition(task, answer.tags()));
        } catch (TargetException e) {
            if (Gaps.isAbsent(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** ARNs of the newest active task definitions of a family, newest first, from one page. */
    List<String> newestDefinitions(String family, Look look) {
        return ecs
                .read(
                        look,
                        "ListTaskDefinitions",
                        client -> client.listTaskDefinitions(b -> b.familyPrefix(family)
                                .status(TaskDefinitionStatus.ACTIVE)
                                .sort(SortOrder.DESC)
                                .maxResults(100)))
                .taskDefinitionArns()
                .stream()
                .filter(arn -> Definition.family(arn).equals(family))
                .sorted((one, other) -> Definition.revision(other) - Definition.revision(one))
                .toList();
    }

    /** Some tasks of the service that have stopped lately. */
    List<Task> stoppedTasks(Look look) {
        List<String> arns = ecs.read(
                        look,
                        "ListTasks",
                        client -> client.listTasks(b -> b.cluster(name.cluster())
                                .serviceName(name.service())
                                .desiredStatus(DesiredStatus.STOPPED)
                                .maxResults(MOST_TASKS)))
                .taskArns();
        return tasks(arns, look);
    }

    /** Some running tasks of a family, whoever started them. */
    List<Task> runningTasks(String family, Look look) {
        List<String> arns = ecs.read(
                        look,
                        "ListTasks",
                        client -> client.listTasks(b -> b.cluster(name.cluster())
                                .family(family)
                                .desiredStatus(DesiredStatus.RUNNING)
                                .maxResults(MOST_TASKS)))
                .taskArns();
        return tasks(arns, look);
    }

    private List<Task> tasks(List<String> arns, Look look) {
        return arns.isEmpty()
                ? List.of()
                : ecs.read(
                                look,
                                "DescribeTasks",
                                client -> client.describeTasks(
                                        b -> b.cluster(name.cluster()).tasks(arns)))
                        .tasks();
    }

    /** Points the service at a task definition: nothing else is sent. */
    Service update(String definition, boolean force, Attempt attempt) {
        return ecs.write(
                        attempt,
                        "UpdateService",
                        client -> client.updateService(b -> {
                            b.cluster(name.cluster()).service(name.service()).taskDefinition(definition);
                            if (force) {
                                b.forceNewDeployment(true);
                            }
                        }))
                .service();
    }

    /** Changes how deployments are carried out; starts none. */
    Service configure(DeploymentConfiguration configuration, Attempt attempt) {
        return ecs.write(
                        attempt,
                        "UpdateService",
                        client -> client.updateService(b -> b.cluster(name.cluster())
                                .service(name.service())
                                .deploymentConfiguration(configuration)))
                .service();
    }

    /** Asks the service to take a deployment in flight back. */
    void stop(String deploymentArn, Attempt attempt) {
        ecs.write(
                attempt,
                "StopServiceDeployment",
                client -> client.stopServiceDeployment(
                        b -> b.serviceDeploymentArn(deploymentArn).stopType(StopServiceDeploymentStopType.ROLLBACK)));
    }

    /** Registers a definition and gives its ARN. */
    String register(RegisterTaskDefinitionRequest request, Attempt attempt) {
        return ecs.write(attempt, "RegisterTaskDefinition", client -> client.registerTaskDefinition(request))
                .taskDefinition()
                .taskDefinitionArn();
    }
}
