package dev.rollback.testkit;

import dev.rollback.testkit.ecs.FakeEcsService;

/** Assertions about a container service in truth. Each answers itself, so that they can be chained. */
public final class EcsServiceAssert {
    private final FakeAws world;
    private final FakeEcsService service;
    private final String what;

    EcsServiceAssert(FakeAws world, String cluster, String service) {
        this.world = world;
        this.service = world.ecs().service(cluster, service);
        this.what = "ECS service " + cluster + "/" + service;
    }

    /**
     * All of its traffic goes to tasks of this definition.
     *
     * @param taskDefinition family and revision, as {@code checkout-api:41}
     */
    public EcsServiceAssert serves(String taskDefinition) {
        if (service.trafficByTaskDefinition().getOrDefault(taskDefinition, 0.0) < Truth.ALL) {
            WorldAssert.fail(world, what, "to serve " + taskDefinition, service.trafficByTaskDefinition());
        }
        return this;
    }

    /** It wants so many tasks. */
    public EcsServiceAssert wantsTasks(int count) {
        if (service.desiredCount() != count) {
            WorldAssert.fail(world, what, "to want " + count + " tasks", service.desiredCount());
        }
        return this;
    }

    /** So many deployments were made of it, from its first one on. */
    public EcsServiceAssert hasDeployments(int count) {
        if (service.serviceDeployments() != count) {
            WorldAssert.fail(world, what, "to have had " + count + " deployments", service.serviceDeployments());
        }
        return this;
    }

    /** Users are served and none of them gets errors. */
    public EcsServiceAssert isHealthy() {
        if (!service.isHealthy()) {
            WorldAssert.fail(world, what, "to be healthy", service.trafficByTaskDefinition());
        }
        return this;
    }
}
