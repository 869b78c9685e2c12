package dev.rollback.testkit.ecs;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Known;
import dev.rollback.testkit.cloudwatch.FakeCloudWatch;
import dev.rollback.testkit.ecr.FakeEcr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.EcsServiceClientConfiguration;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentResponse;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/**
 * ECS in memory: clusters, services that deploy over time, their history, tasks and task definitions.
 *
 * <p>It models rolling, blue/green, linear and canary deployments, the circuit breaker, deployment alarms, stops that
 * roll back, failing tasks, missing capacity, inactive definitions, image tags resolved at the start of a deployment,
 * and the errors and limits of the calls. Time passes only by the account's clock: a call first lets happen what fell
 * due since the last one. It does not model hosts, load balancers, networks, standalone tasks, task sets beyond showing
 * them, and pause hooks. Not thread-safe.
 */
public final class FakeEcs implements EcsClient {
    private final EcsWorld world;
    private final ServiceCalls services;
    private final ServiceChanges changes;
    private final DeploymentCalls deployments;
    private final TaskCalls tasks;
    private final TaskDefinitionCalls definitions;
    private final Map<String, FakeEcsService> scenes = new LinkedHashMap<>();

    /**
     * Opens ECS without clusters.
     *
     * @param ecr where images are pulled from
     * @param cloudWatch where deployment alarms are looked up
     */
    public FakeEcs(FakeAccount account, FakeEcr ecr, FakeCloudWatch cloudWatch) {
        this.world = new EcsWorld(requireNonNull(account), requireNonNull(ecr), requireNonNull(cloudWatch));
        this.services = new ServiceCalls(world);
        this.changes = new ServiceChanges(world);
        this.deployments = new DeploymentCalls(world);
        this.tasks = new TaskCalls(world);
        this.definitions = new TaskDefinitionCalls(world);
    }

    // the scene

    /** Returns a service of the scene, to say what happened to it, to act on it and to ask what is true of it. */
    public FakeEcsService service(String cluster, String name) {
        return scenes.computeIfAbsent(
                cluster + "/" + name, key -> new FakeEcsService(world, cluster, name, this::settle));
    }

    /**
     * Makes a service like one that is known: its containers and their images by digest, its desired count, how it deploys; as far as that is not known as
     * {@link #service} has it. It deployed what is known when it is known to; what is said of the service afterwards comes on top.
     */
    public void like(Known known) {
        new Likeness(known, world).of(service(known.nameBefore('/'), known.nameAfter('/')));
    }

    /** Lets all deployments to come take their time at another pace; {@link DeploymentPace#DEFAULT} if not said. */
    public FakeEcs pace(DeploymentPace pace) {
        world.pace(requireNonNull(pace, "pace"));
        return this;
    }

    /** Plays the stories that were told since the last look. */
    private void settle() {
        for (FakeEcsService scene : scenes.values()) {
            if (scene.story().isUntold()) {
                scene.story().play();
            }
        }
    }

    private EcsWorld world() {
        settle();
        return world;
    }

    // clusters

    @Override
    public CreateClusterResponse createCluster(CreateClusterRequest request) {
        String name = EcsWorld.name(request.clusterName());
        world().openCluster(name);
        return CreateClusterResponse.builder().cluster(cluster(name)).build();
    }

    @Override
    public DescribeClustersResponse describeClusters(DescribeClustersRequest request) {
        List<String> asked = request.hasClusters() ? request.clusters() : List.of("default");
        List<Cluster> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String nameOrArn : asked) {
            String name = EcsWorld.name(nameOrArn);
            if (world().hasCluster(name)) {
                found.add(cluster(name));
            } else {
                failures.add(ServiceCalls.missing(world.clusterArn(name)));
            }
        }
        return DescribeClustersResponse.builder()
                .clusters(found)
                .failures(failures)
                .build();
    }

    private Cluster cluster(String name) {
        Map<String, ServiceModel> all = world.cluster(name);
        return Cluster.builder()
                .clusterName(name)
                .clusterArn(world.clusterArn(name))
                .status("ACTIVE")
                .activeServicesCount((int)
                        all.values().stream().filter(ServiceModel::isActive).count())
                .build();
    }

    // services

    @Override
    public CreateServiceResponse createService(CreateServiceRequest request) {
        ServiceModel service = changes.create(request, world().account().now(), new ServiceTraits());
        return CreateServiceResponse.builder()
                .service(new ServiceView(service).show(true))
                .build();
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        settle();
        ServiceModel service = changes.update(request);
        return UpdateServiceResponse.builder()
                .service(new ServiceView(service).show(true))
                .build();
    }

    @Override
    public DeleteServiceResponse deleteService(DeleteServiceRequest request) {
        settle();
        return services.delete(request);
    }

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        settle();
        return services.describe(request);
    }

    @Override
    public ListServicesResponse listServices(ListServicesRequest request) {
        settle();
        return services.list(request);
    }

    // service deployments

    @Override
    public ListServiceDeploymentsResponse listServiceDeployments(ListServiceDeploymentsRequest request) {
        settle();
        return deployments.list(request);
    }

    @Override
    public DescribeServiceDeploymentsResponse describeServiceDeployments(DescribeServiceDeploymentsRequest request) {
        settle();
        return deployments.describe(request);
    }

    @Override
    public DescribeServiceRevisionsResponse describeServiceRevisions(DescribeServiceRevisionsRequest request) {
        settle();
        return deployments.describe(request);
    }

    @Override
    public StopServiceDeploymentResponse stopServiceDeployment(StopServiceDeploymentRequest request) {
        settle();
        return deployments.stop(request);
    }

    // task definitions

    @Override
    public RegisterTaskDefinitionResponse registerTaskDefinition(RegisterTaskDefinitionRequest request) {
        settle();
        return definitions.register(request);
    }

    @Override
    public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest request) {
        settle();
        return definitions.describe(request);
    }

    @Override
    public ListTaskDefinitionsResponse listTaskDefinitions(ListTaskDefinitionsRequest request) {
        settle();
        return definitions.list(request);
    }

    @Override
    public DeregisterTaskDefinitionResponse deregisterTaskDefinition(DeregisterTaskDefinitionRequest request) {
        settle();
        return definitions.deregister(request);
    }

    // tasks

    @Override
    public ListTasksResponse listTasks(ListTasksRequest request) {
        settle();
        return tasks.list(request);
    }

    @Override
    public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
        settle();
        return tasks.describe(request);
    }

    /** Tells the region, as a real client does; nothing else of its configuration. */
    @Override
    public EcsServiceClientConfiguration serviceClientConfiguration() {
        Region region = Region.of(world.account().region());
        return EcsServiceClientConfiguration.builder().region(region).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
