package dev.rollback.testkit.ecs;

import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.ecs.TaskDefinitions.Registered;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** Creating and updating services: what is refused, what starts a deployment, what does not. */
final class ServiceChanges {
    private static final int DAEMON_HOSTS = 2;

    private final EcsWorld world;

    ServiceChanges(EcsWorld world) {
        this.world = world;
    }

    /** Creates a service as if at a given time, and starts its first deployment. */
    ServiceModel create(CreateServiceRequest request, Instant at, ServiceTraits traits) {
        String cluster = EcsWorld.name(request.cluster());
        if (!world.hasCluster(cluster)) {
            throw EcsErrors.clusterNotFound();
        }
        Map<String, ServiceModel> services = world.openCluster(cluster);
        refuseSecond(services.get(request.serviceName()));
        boolean daemon = request.schedulingStrategy() == SchedulingStrategy.DAEMON;
        refuseCount(daemon, request.desiredCount());
        String definition = usable(request.taskDefinition());
        Service settings = settings(request, cluster, at)
                .desiredCount(daemon ? DAEMON_HOSTS : request.desiredCount())
                .build();
        ServiceModel service = new ServiceModel(world, settings, spec(request, definition), traits);
        services.put(request.serviceName(), service);
        service.deployer().deploy(service.spec());
        return service;
    }

    private static void refuseSecond(@Nullable ServiceModel existing) {
        if (existing != null && existing.isActive()) {
            throw EcsErrors.invalid("Creation of service was not idempotent.");
        }
    }

    private static void refuseCount(boolean daemon, @Nullable Integer desired) {
        if (daemon && desired != null) {
            throw EcsErrors.invalid("The daemon scheduling strategy does not support a desired count for services."
                    + " Remove the desired count value and try again.");
        }
        if (!daemon && desired == null) {
            throw EcsErrors.invalid("DesiredCount is missing");
        }
        if (desired != null && desired < 0) {
            throw EcsErrors.invalid("Desired count cannot be negative.");
        }
    }

    /** Returns the ARN of a definition that a service may use. */
    private String usable(String name) {
        Registered found =
                world.definitions().find(name).orElseThrow(() -> EcsErrors.client("TaskDefinition not found."));
        if (!found.isActive()) {
            throw EcsErrors.client("TaskDefinition is inactive");
        }
        return found.definition().taskDefinitionArn();
    }

    private Service.Builder settings(CreateServiceRequest request, String cluster, Instant at) {
        return Service.builder()
                .serviceName(request.serviceName())
                .serviceArn(world.account().arn("ecs", "service/" + cluster + "/" + request.serviceName()))
                .clusterArn(world.clusterArn(cluster))
                .status("ACTIVE")
                .createdAt(at)
                .createdBy("arn:aws:iam::" + world.account().id() + ":root")
                .deploymentConfiguration(completed(request.deploymentConfiguration()))
                .deploymentController(controller(request))
                .schedulingStrategy(requireNonNullElse(request.schedulingStrategy(), SchedulingStrategy.REPLICA))
                .resourceManagementType(ResourceManagementType.CUSTOMER)
                .placementConstraints(request.placementConstraints())
                .placementStrategy(request.placementStrategy())
                .healthCheckGracePeriodSeconds(request.healthCheckGracePeriodSeconds())
                .enableECSManagedTags(Boolean.TRUE.equals(request.enableECSManagedTags()))
                .enableExecuteCommand(Boolean.TRUE.equals(request.enableExecuteCommand()))
                .propagateTags(request.propagateTags())
                .roleArn(request.role())
                .tags(request.tags());
    }

    private static DeploymentController controller(CreateServiceRequest request) {
        return requireNonNullElse(
                request.deploymentController(),
                DeploymentController.builder()
                        .type(DeploymentControllerType.ECS)
                        .build());
    }

    /** What is not given takes its default, at an update as well: nothing is kept of the configuration before it. */
    private static DeploymentConfiguration completed(@Nullable DeploymentConfiguration given) {
        DeploymentConfiguration.Builder all = given == null ? DeploymentConfiguration.builder() : given.toBuilder();
        DeploymentConfiguration now = all.build();
        if (now.deploymentCircuitBreaker() == null) {
            all.deploymentCircuitBreaker(breaker -> breaker.enable(false).rollback(false));
        }
        return all.maximumPercent(requireNonNullElse(now.maximumPercent(), 200))
                .minimumHealthyPercent(requireNonNullElse(now.minimumHealthyPercent(), 100))
                .strategy(requireNonNullElse(now.strategy(), DeploymentStrategy.ROLLING))
                .bakeTimeInMinutes(requireNonNullElse(now.bakeTimeInMinutes(), 0))
                .build();
    }

    private static ServiceRevision spec(CreateServiceRequest request, String definition) {
        return ServiceRevision.builder()
                .taskDefinition(definition)
                .launchType(request.launchType())
                .capacityProviderStrategy(request.capacityProviderStrategy())
                .platformVersion(request.platformVersion())
                .loadBalancers(request.loadBalancers())
                .serviceRegistries(request.serviceRegistries())
                .networkConfiguration(request.networkConfiguration())
                .serviceConnectConfiguration(request.serviceConnectConfiguration())
                .volumeConfigurations(request.volumeConfigurations())
                .vpcLatticeConfigurations(request.vpcLatticeConfigurations())
                .build();
    }

    ServiceModel update(UpdateServiceRequest request) {
        ServiceModel service = world.service(request.cluster(), request.service());
        if (!service.isActive()) {
            throw EcsErrors.serviceNotActive();
        }
        ServiceRevision next = merged(service.spec(), request);
        boolean forced = Boolean.TRUE.equals(request.forceNewDeployment());
        refuseForeign(service.controller(), request, forced || !next.equals(service.spec()));
        if (request.desiredCount() != null) {
            refuseCount(service.isDaemon(), request.desiredCount());
            service.desired(request.desiredCount());
        }
        service.configure(settings -> configured(settings, request));
        if (forced || !next.equals(service.spec())) {
            service.deployer().deploy(next);
        } else {
            service.deployer().scale(service.desired());
        }
        return service;
    }

    private static void refuseForeign(
            DeploymentControllerType controller, UpdateServiceRequest request, boolean deploys) {
        if (controller == DeploymentControllerType.ECS || (!deploys && request.taskDefinition() == null)) {
            return;
        }
        String what = request.taskDefinition() != null
                ? "Unable to update task definition"
                : Boolean.TRUE.equals(request.forceNewDeployment())
                        ? "Cannot force a new deployment"
                        : "Unable to update network parameters";
        throw EcsErrors.invalid(what + " on services with a " + controller
                + " deployment controller. Use AWS CodeDeploy to" + " trigger a new deployment.");
    }

    private ServiceRevision merged(ServiceRevision spec, UpdateServiceRequest request) {
        ServiceRevision.Builder next = spec.toBuilder();
        if (request.taskDefinition() != null) {
            next.taskDefinition(usable(request.taskDefinition()));
        }
        if (request.hasLoadBalancers()) {
            next.loadBalancers(request.loadBalancers());
        }
        if (request.hasServiceRegistries()) {
            next.serviceRegistries(request.serviceRegistries());
        }
        if (request.hasCapacityProviderStrategy()) {
            next.capacityProviderStrategy(request.capacityProviderStrategy()).launchType((String) null);
        }
        return workload(next, spec, request).build();
    }

    private static ServiceRevision.Builder workload(
            ServiceRevision.Builder next, ServiceRevision spec, UpdateServiceRequest request) {
        if (request.hasVolumeConfigurations()) {
            next.volumeConfigurations(request.volumeConfigurations());
        }
        if (request.hasVpcLatticeConfigurations()) {
            next.vpcLatticeConfigurations(request.vpcLatticeConfigurations());
        }
        return next.platformVersion(given(request.platformVersion(), spec.platformVersion()))
                .networkConfiguration(given(request.networkConfiguration(), spec.networkConfiguration()))
                .serviceConnectConfiguration(
                        given(request.serviceConnectConfiguration(), spec.serviceConnectConfiguration()));
    }

    private static <T> @Nullable T given(@Nullable T asked, @Nullable T before) {
        return asked == null ? before : asked;
    }

    private static Service.Builder configured(Service.Builder settings, UpdateServiceRequest request) {
        change(settings, request.deploymentConfiguration(), (s, given) -> s.deploymentConfiguration(completed(given)));
        change(settings, request.healthCheckGracePeriodSeconds(), Service.Builder::healthCheckGracePeriodSeconds);
        change(settings, request.enableExecuteCommand(), Service.Builder::enableExecuteCommand);
        change(settings, request.enableECSManagedTags(), Service.Builder::enableECSManagedTags);
        change(settings, request.availabilityZoneRebalancing(), Service.Builder::availabilityZoneRebalancing);
        return settings;
    }

    private static <T> void change(Service.Builder settings, @Nullable T given, BiConsumer<Service.Builder, T> change) {
        if (given != null) {
            change.accept(settings, given);
        }
    }
}
