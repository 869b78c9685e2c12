package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.UnderWay;
import dev.rollback.testkit.ecs.Images.Quality;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;

/**
 * One ECS service of a scene: its past, what others do to it while a plan runs, and what is true of it now.
 *
 * <pre>{@code
 * ecs.service("prod", "checkout-api").desired(4)
 *     .ran("41", ofDays(30))                       // served for 30 days before what follows
 *     .deployed("42", ofMinutes(20)).unhealthy();  // deployed 20 min ago, to the end, but bad
 * }</pre>
 *
 * <p>The past is told in the order of time and ends when this object is made; it is played once, at the first call that
 * looks at it, through the rules that hold afterwards. A version is a revision of the task definition, registered with
 * an image whose tag is the version. Settings come before the first look; what others do may come at any time. Not
 * thread-safe.
 */
public final class FakeEcsService {
    private final EcsWorld world;
    private final String cluster;
    private final String name;
    private final Story story;
    private final Runnable settle;

    FakeEcsService(EcsWorld world, String cluster, String name, Runnable settle) {
        this.world = world;
        this.cluster = cluster;
        this.name = name;
        this.story = new Story(world, cluster, name);
        this.settle = settle;
    }

    Story story() {
        return story;
    }

    // its settings

    /** Wants so many tasks; 2 if not said. */
    public FakeEcsService desired(int count) {
        return settings(s -> s.desiredCount(count));
    }

    /** Uses the images of a repository, given without a tag; one of this account with the service's name if not said. */
    public FakeEcsService image(String repository) {
        return tell(() -> story.image(repository));
    }

    /** Uses task definitions of a family; the service's name if not said. */
    public FakeEcsService family(String family) {
        return tell(() -> story.family(family));
    }

    /** Changes the task definition of a version before it is registered. */
    public FakeEcsService definition(String version, Consumer<RegisterTaskDefinitionRequest.Builder> change) {
        return tell(() -> story.define(version, change));
    }

    /** Changes what the service is created with; it is a Fargate service without a load balancer if not said. */
    public FakeEcsService settings(Consumer<CreateServiceRequest.Builder> change) {
        return tell(() -> story.set(change));
    }

    private FakeEcsService deployment(Consumer<DeploymentConfiguration.Builder> change) {
        return tell(() -> change.accept(story.deployment()));
    }

    /** Lets ECS go down to so many percent of the desired tasks while it deploys; 100 if not said. */
    public FakeEcsService minimumHealthyPercent(int percent) {
        return deployment(d -> d.minimumHealthyPercent(percent));
    }

    /** Deploys at a pace of its own; that of {@link FakeEcs#pace} if not said. */
    public FakeEcsService pace(DeploymentPace pace) {
        return tell(() -> story.traits().pace = pace);
    }

    /** Lets old tasks drain for so long; 30 s if not said. */
    public FakeEcsService drain(Duration drain) {
        return pace(world.pace().draining(drain));
    }

    /** Has another deployment controller than ECS; UpdateService then refuses to deploy. */
    public FakeEcsService controller(DeploymentControllerType type) {
        return settings(s ->
                s.deploymentController(DeploymentController.builder().type(type).build()));
    }

    /** Rolls a deployment back by itself when its tasks fail to start. */
    public FakeEcsService circuitBreaker() {
        return deployment(d -> d.deploymentCircuitBreaker(b -> b.enable(true).rollback(true)));
    }

    /** Stops a deployment by itself when its tasks fail to start, and leaves it there. */
    public FakeEcsService circuitBreakerWithoutRollback() {
        return deployment(d -> d.deploymentCircuitBreaker(b -> b.enable(true).rollback(false)));
    }

    /** Rolls a deployment back by itself when one of these alarms goes off; missing alarms are made, in state OK. */
    public FakeEcsService alarms(String... names) {
        List.of(names).forEach(world::ensureAlarm);
        return deployment(d -> d.alarms(a -> a.alarmNames(names).enable(true).rollback(true)));
    }

    /** Deploys blue/green and lets both sides run for so long after the shift, in whole minutes. */
    public FakeEcsService blueGreen(Duration bake) {
        return deployment(d -> d.strategy(DeploymentStrategy.BLUE_GREEN).bakeTimeInMinutes((int) bake.toMinutes()));
    }

    /** Gives new versions some percent of the traffic for so long, in whole minutes, and then all of it. */
    public FakeEcsService canary(int percent, Duration bake) {
        return deployment(d -> d.strategy(DeploymentStrategy.CANARY)
                .canaryConfiguration(
                        c -> c.canaryPercent((double) percent).canaryBakeTimeInMinutes((int) bake.toMinutes())));
    }

    /** Gives new versions some percent more of the traffic every so long, in whole minutes. */
    public FakeEcsService linear(int percent, Duration every) {
        return deployment(d -> d.strategy(DeploymentStrategy.LINEAR)
                .linearConfiguration(
                        l -> l.stepPercent((double) percent).stepBakeTimeInMinutes((int) every.toMinutes())));
    }

    /** Lets the hook of a lifecycle stage fail in deployments to come, as {@code BAKE_TIME}; ECS then rolls back. */
    public FakeEcsService hookFailsAt(String stage) {
        return act(service -> service.traits().failingHook = stage);
    }

    /** Runs one task on every host, of which there are two, and refuses a desired count. */
    public FakeEcsService daemon() {
        return settings(s -> s.schedulingStrategy(SchedulingStrategy.DAEMON).desiredCount(null));
    }

    /** Stands behind a Classic Load Balancer, so that its deployments have no rollout state. */
    public FakeEcsService classicLoadBalancer() {
        return tell(() -> story.traits().classicLoadBalancer = true);
    }

    /** Is an Express service, which ECS manages itself. */
    public FakeEcsService express() {
        return act(service -> service.configure(s -> s.resourceManagementType(ResourceManagementType.ECS)));
    }

    /** Has no service deployments of its past, as those from before ECS kept them. */
    public FakeEcsService withoutHistory() {
        return act(ServiceModel::forgetHistory);
    }

    /** Shows new service deployments only after so long, as an eventually consistent read does. */
    public FakeEcsService historyLags(Duration lag) {
        return act(service -> service.traits().historyLag = lag);
    }

    // its past

    /** Deployed a version so long before what follows, or before now if nothing follows. */
    public FakeEcsService ran(String version, Duration served) {
        return tell(() -> story.add(Chapter.before(version, served)));
    }

    /** Deployed a version so long ago. */
    public FakeEcsService deployed(String version, Duration ago) {
        return tell(() -> story.add(Chapter.ago(version, ago)));
    }

    /** Has a deployment in flight that began so long ago. */
    public FakeEcsService deploying(String version, Duration ago) {
        return deployed(version, ago);
    }

    /** Has a deployment that begins right now. */
    public FakeEcsService deploying(String version) {
        return deployed(version, Duration.ZERO);
    }

    /** The version named last runs and passes its health check, but its users get errors. */
    public FakeEcsService unhealthy() {
        return latest(chapter -> chapter.quality(Quality.UNHEALTHY));
    }

    /** The tasks of the version named last exit soon after their start. */
    public FakeEcsService crashing() {
        return latest(chapter -> chapter.quality(Quality.CRASHING));
    }

    /** The image of the version named last is no longer in the registry. */
    public FakeEcsService gone() {
        return latest(chapter -> imageGone(chapter.version()));
    }

    private FakeEcsService latest(Consumer<Chapter> change) {
        return tell(() -> change.accept(Objects.requireNonNull(
                story.latest(),
                () -> "The ECS service " + cluster + "/" + name + " has no version yet: expected ran, deployed or"
                        + " deploying before what is said of the version. Name the version first.")));
    }

    // what others do

    /** Someone deregisters the task definition of a version. */
    public FakeEcsService inactive(String version) {
        return act(service -> world.definitions()
                .find(story.taskDefinition(version))
                .ifPresent(found -> world.definitions().deregister(found, service.now())));
    }

    /** Someone removes the image of a version from the registry. */
    public FakeEcsService imageGone(String version) {
        return act(service -> world.images().remove(story.imageOf(version)));
    }

    /** From now on the tasks of a version, which ran before, exit soon after their start: what they need is gone. */
    public FakeEcsService crashing(String version) {
        return act(service -> world.images().mark(story.imageOf(version), Quality.CRASHING));
    }

    /** Someone deploys a version, registering it where it is missing. */
    public FakeEcsService otherActorDeploys(String version) {
        return act(service -> Story.deploy(service, story.register(version, service.now())));
    }

    /** Someone, often autoscaling, changes the number of tasks. */
    public FakeEcsService otherActorScalesTo(int count) {
        return act(service -> service.deployer().scale(count));
    }

    /** Someone stops the deployment in flight, which rolls it back. */
    public FakeEcsService otherActorStopsDeployment() {
        return act(service -> service.primary()
                .map(Rollout::record)
                .filter(DeploymentRecord::goesForward)
                .ifPresent(record -> service.deployer().rollBack(record, "Rollback requested by a user.")));
    }

    /** So many running tasks fail their health check now; ECS launches others for them. */
    public FakeEcsService tasksFail(int count) {
        return act(service ->
                service.primary().ifPresent(rollout -> service.fleet().failHealthCheck(rollout, count)));
    }

    /** There is no room for new tasks: they stay pending until {@link #capacityReturns}. */
    public FakeEcsService outOfCapacity() {
        return act(service -> service.traits().outOfCapacity = true);
    }

    /** There is no room for new tasks for so long. */
    public FakeEcsService outOfCapacity(Duration lasting) {
        outOfCapacity();
        return act(service -> service.after(lasting, () -> roomAgain(service)));
    }

    /** There is room for new tasks again. */
    public FakeEcsService capacityReturns() {
        return act(FakeEcsService::roomAgain);
    }

    /**
     * What is under way: a deployment in flight, or the way back of one that was stopped. At AWS a deployment without a circuit breaker whose
     * tasks do not come up stays {@code IN_PROGRESS} for ever.
     *
     * @return empty if nothing is
     */
    public Optional<UnderWay> underWay() {
        return inFlight().map(UnderWay.class::cast);
    }

    /**
     * The tasks of the rolling deployment in flight exit soon after their start, and the circuit breaker rolls it back to the version that completed
     * last; where the service has no breaker, one is switched on.
     *
     * @return what does it; empty if there is no such deployment
     */
    public Optional<Runnable> circuitBreakerTrips() {
        return inFlight().filter(DeploymentUnderWay::isRollingForward).map(deployment -> deployment::tasksExit);
    }

    /**
     * An alarm of the service goes off 20 s from now, and the rolling deployment in flight is rolled back; a service that watches none gets one.
     *
     * @return what does it; empty if there is no such deployment
     */
    public Optional<Runnable> alarmGoesOff() {
        return inFlight().filter(DeploymentUnderWay::isRollingForward).map(deployment -> deployment::alarmGoesOff);
    }

    /**
     * Someone removes the images from the account's registry that the deployment in flight is still to pull.
     *
     * @return what does it; empty if there is no deployment, or its images come from elsewhere
     */
    public Optional<Runnable> imagesGo() {
        return inFlight().filter(DeploymentUnderWay::hasImagesOfTheAccount).map(deployment -> deployment::imagesGo);
    }

    private Optional<DeploymentUnderWay> inFlight() {
        return DeploymentUnderWay.of(model());
    }

    private static void roomAgain(ServiceModel service) {
        service.traits().outOfCapacity = false;
        service.fleet().capacityReturns();
    }

    // what is true now

    /** Returns the {@code family:revision} that most of the traffic goes to; empty if no task serves. */
    public String servingTaskDefinition() {
        return trafficByTaskDefinition().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** Returns the share of the traffic from 0 to 1 by {@code family:revision}, the newest deployment first. */
    public Map<String, Double> trafficByTaskDefinition() {
        return new Traffic(model()).shares();
    }

    /** Tells whether users are served and none of them gets errors, whatever ECS says of its deployments. */
    public boolean isHealthy() {
        return new Traffic(model()).isHealthy();
    }

    /** Returns the number of tasks that are wanted. */
    public int desiredCount() {
        return model().desired();
    }

    /** Returns the number of tasks that run, of all deployments. */
    public int runningCount() {
        ServiceModel service = model();
        return service.rollouts().stream().mapToInt(service.fleet()::running).sum();
    }

    /** Returns how many service deployments there were, those that the history hides included. */
    public int serviceDeployments() {
        return model().deployments();
    }

    private ServiceModel model() {
        settle.run();
        Supplier<IllegalStateException> missing = () -> new IllegalStateException("There is no ECS service " + cluster
                + "/" + name + ": expected one with a past, or one made by CreateService."
                + " Say what ran, as in ran(\"41\", ofDays(30)).");
        return world.hasCluster(cluster) ? world.find(cluster, name).orElseThrow(missing) : raise(missing);
    }

    private static ServiceModel raise(Supplier<IllegalStateException> error) {
        throw error.get();
    }

    private FakeEcsService tell(Runnable change) {
        if (story.isTold()) {
            throw new IllegalStateException("The past of the ECS service " + cluster + "/" + name
                    + " was changed after its first look: expected settings and versions before it."
                    + " Say them earlier, or use what others do, as in otherActorDeploys.");
        }
        change.run();
        return this;
    }

    /** Before the first look an act ends the story; later it happens at once. */
    private FakeEcsService act(Consumer<ServiceModel> act) {
        boolean made = world.hasCluster(cluster) && world.find(cluster, name).isPresent();
        if (made) {
            act.accept(model());
        } else {
            story.finallyDo(act);
        }
        return this;
    }
}
