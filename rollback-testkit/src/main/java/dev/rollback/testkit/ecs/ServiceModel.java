package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/** The state of one service: what it was told, what it runs, what became of its deployments. */
final class ServiceModel {
    private final EcsWorld world;
    private final Agenda agenda;
    private final EventLog events;
    private final ServiceTraits traits;
    private final Fleet fleet;
    private final Deployer deployer;
    private final Deque<Rollout> rollouts = new ArrayDeque<>();
    private final List<DeploymentRecord> records = new ArrayList<>();
    private final Map<String, ServiceRevision> revisions = new LinkedHashMap<>();
    private Service settings;
    private ServiceRevision spec;
    private int desired;
    private @Nullable ServiceRevision lastCompleted;
    private int deployments;

    /**
     * A service that has not been deployed yet.
     *
     * @param settings what it was told, without what changes by itself
     * @param spec the revision to deploy first, without ARN and digests
     */
    ServiceModel(EcsWorld world, Service settings, ServiceRevision spec, ServiceTraits traits) {
        this.world = world;
        this.settings = settings;
        this.spec = spec;
        this.traits = traits;
        this.desired = settings.desiredCount();
        this.agenda = new Agenda(settings.createdAt());
        this.events = new EventLog(world.account(), settings.serviceName());
        this.fleet = new Fleet(this);
        this.deployer = new Deployer(this, fleet);
    }

    EcsWorld world() {
        return world;
    }

    FakeAccount account() {
        return world.account();
    }

    Agenda agenda() {
        return agenda;
    }

    Instant now() {
        return agenda.now();
    }

    EventLog events() {
        return events;
    }

    void say(String message) {
        events.add(now(), message);
    }

    ServiceTraits traits() {
        return traits;
    }

    DeploymentPace pace() {
        return traits.pace == null ? world.pace() : traits.pace;
    }

    Fleet fleet() {
        return fleet;
    }

    Deployer deployer() {
        return deployer;
    }

    Service settings() {
        return settings;
    }

    void configure(UnaryOperator<Service.Builder> change) {
        settings = change.apply(settings.toBuilder()).build();
    }

    DeploymentConfiguration configuration() {
        return settings.deploymentConfiguration();
    }

    DeploymentControllerType controller() {
        DeploymentController controller = settings.deploymentController();
        return controller == null ? DeploymentControllerType.ECS : controller.type();
    }

    boolean isDaemon() {
        return settings.schedulingStrategy() == SchedulingStrategy.DAEMON;
    }

    boolean isActive() {
        return settings.status().equals("ACTIVE");
    }

    String name() {
        return settings.serviceName();
    }

    String cluster() {
        return EcsWorld.name(settings.clusterArn());
    }

    ServiceRevision spec() {
        return spec;
    }

    void spec(ServiceRevision next) {
        spec = next;
    }

    int desired() {
        return desired;
    }

    void desired(int count) {
        desired = count;
    }

    /** The deployments, the newest first. */
    List<Rollout> rollouts() {
        return List.copyOf(rollouts);
    }

    Optional<Rollout> primary() {
        return Optional.ofNullable(rollouts.peekFirst());
    }

    void makePrimary(Rollout next) {
        primary().ifPresent(previous -> previous.retire(now()));
        rollouts.addFirst(next);
    }

    /** Forgets the older deployments whose last task has stopped. */
    void forgetStopped() {
        rollouts.removeIf(rollout -> !rollout.isPrimary() && !fleet.hasLiveTasks(rollout));
    }

    @Nullable
    ServiceRevision lastCompleted() {
        return lastCompleted;
    }

    void completed(ServiceRevision revision) {
        lastCompleted = revision;
    }

    /** The service deployments that the history shows, the oldest first. */
    List<DeploymentRecord> records() {
        Instant shown = now().minus(traits.historyLag);
        boolean hidden = controller() != DeploymentControllerType.ECS;
        return hidden
                ? List.of()
                : records.stream()
                        .filter(record -> !record.createdAt().isAfter(shown))
                        .toList();
    }

    Optional<DeploymentRecord> record(String arn) {
        return records.stream().filter(record -> record.arn().equals(arn)).findFirst();
    }

    void add(DeploymentRecord record) {
        records.add(record);
        deployments++;
    }

    /** How many service deployments there were, forgotten ones included. */
    int deployments() {
        return deployments;
    }

    /** Drops all records, as if the service had never had a history. */
    void forgetHistory() {
        records.clear();
    }

    Optional<ServiceRevision> revision(String arn) {
        return Optional.ofNullable(revisions.get(arn));
    }

    void add(ServiceRevision revision) {
        revisions.put(revision.serviceRevisionArn(), revision);
    }

    /** The ARN of something that belongs to the service. */
    String arn(String kind, String id) {
        return account().arn("ecs", kind + "/" + cluster() + "/" + name() + "/" + id);
    }

    void after(Duration delay, Runnable action) {
        agenda.after(delay, action);
    }
}
