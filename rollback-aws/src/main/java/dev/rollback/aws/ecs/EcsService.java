package dev.rollback.aws.ecs;

import dev.rollback.VersionSelector;
import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Batched;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Pinnable;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * An ECS service that is rolled back to a task definition it ran before. Made by {@code AwsTargets.ecsService(cluster, service)}.
 *
 * <p>What it served is read from the history of its service deployments, by outcome and content (task definition and image digests); AWS keeps
 * 90 days of it. Where that is not there, or denied, weaker evidence is given and marked unproven. It goes back by stopping the deployment in
 * flight where that leads to the wanted version, else by an UpdateService that sends the task definition and nothing else: desired count,
 * network and load balancers stay as they are. An inactive definition, and one of which a tag was moved, is registered again with its images
 * pinned. Users are taken to be served when the new tasks are at the desired count and the old ones are let go; it has settled when its own
 * deployment is PRIMARY and COMPLETED with the recorded images.
 *
 * <p>Limits: services of the CODE_DEPLOY and EXTERNAL controllers and Express services are refused; a lifecycle hook that pauses is not
 * continued; only images in ECR of the service's region are verified. The journal keeps ids, ARNs, counts and image names of a service, and no
 * value of an environment variable or secret. Immutable and thread-safe.
 */
public final class EcsService implements Batched<Service>, Pinnable {

    private static final Duration GRID = Duration.ofSeconds(5);

    private final AwsScope scope;
    private final ServiceName name;
    private final Parts parts;
    private final Past past;
    private final Named named;
    private final Check check;
    private final Reconciliation reconciliation;
    private final AlarmSwitch alarms;

    /**
     * A service of a cluster.
     *
     * @param scope the region and account, and the clients to call it with
     * @param cluster short name or full ARN
     * @param service short name or full ARN
     * @throws IllegalArgumentException when a name is malformed or the two contradict each other
     */
    public EcsService(AwsScope scope, String cluster, String service) {
        this(scope, ServiceName.of(cluster, service), false);
    }

    private EcsService(AwsScope scope, ServiceName name, boolean overridesAlarms) {
        this.scope = scope;
        this.name = name;
        this.parts = Parts.of(scope, name);
        this.past = new Past(parts.calls(), parts.definitions(), parts.versions(), parts.images());
        this.named = new Named(parts, past);
        this.check = new Check(
                parts,
                new Check.Surroundings(
                        new DefinitionChecks(parts.images()),
                        new Needs(scope),
                        new AlarmChecks(scope, overridesAlarms),
                        new Consumers(scope, parts.calls(), name),
                        new Rights(scope, name)));
        this.reconciliation =
                new Reconciliation(parts.calls(), parts.goals(), parts.versions(), parts.watch(), parts.stopping());
        this.alarms = new AlarmSwitch(parts.calls(), overridesAlarms);
    }

    /**
     * The same service, with its deployment alarms switched off before the change and put back as they were found after it, also when it
     * fails. By default they stay on, and may undo the rollback when they begin to fire while it runs. A run that is cut off for good leaves
     * them off.
     */
    public EcsService overrideDeploymentAlarms() {
        return new EcsService(scope, name, true);
    }

    /**
     * Selects an image instead of a version: {@code step.to(EcsService.toImage("v1.2.2"))}. A copy of the current task definition is registered
     * with that image, pinned by its digest. The image has to be in ECR, in the repository of one of the definition's containers.
     *
     * @param tagOrDigest a tag, or a digest that begins with {@code sha256:}
     */
    public static VersionSelector toImage(String tagOrDigest) {
        return VersionSelector.exactly(Named.IMAGE + requireImage(tagOrDigest));
    }

    /**
     * Selects an image for one of several containers.
     *
     * @param container the container's name
     * @param tagOrDigest a tag, or a digest that begins with {@code sha256:}
     */
    public static VersionSelector toImage(String container, String tagOrDigest) {
        return VersionSelector.exactly(Named.IMAGE + container + "=" + requireImage(tagOrDigest));
    }

    private static String requireImage(String tagOrDigest) {
        if (!tagOrDigest.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}") && !ImageRef.isDigest(tagOrDigest)) {
            throw new IllegalArgumentException("\"" + tagOrDigest
                    + "\" names no image: expected a tag of up to 128 letters, digits, dots, dashes and underscores, or"
                    + " sha256: and 64 hex digits. Copy it from the repository.");
        }
        return tagOrDigest;
    }

    @Override
    public TargetId id() {
        return scope.target("ecs-service", name.toString());
    }

    @Override
    public String name() {
        return name.service();
    }

    @Override
    public Version current(Look look) {
        return parts.versions().current(new Seen(parts.calls().service(look)), look);
    }

    /** What it serves, and how it is set up: the size of its tasks, the names of environment variables, how it deploys. */
    @Override
    public Version capture(Look look) {
        return new Setup(parts).of(new Seen(parts.calls().service(look)), look);
    }

    @Override
    public Stream<Version> history(Look look) {
        return past.of(new Seen(parts.calls().service(look)), look);
    }

    /** What served at that time: while a deployment went on, the version before it. */
    @Override
    public Optional<Version> versionAt(Instant at, Look look) {
        try (Stream<Version> history = history(look)) {
            return history.filter(version -> version.tenure()
                            .liveFrom()
                            .filter(from -> !from.isAfter(at))
                            .isPresent())
                    .findFirst();
        }
    }

    /**
     * The version that the caller names: a task definition as ARN, {@code family:revision} or the number alone, a service revision ARN, or what
     * {@link #toImage(String)} names.
     */
    @Override
    public Optional<Version> version(String id, Look look) {
        return named.of(id, new Seen(parts.calls().service(look)), look);
    }

    @Override
    public Assessment check(Change change, Look look) {
        return check.of(change, look);
    }

    /** That the lifecycle policies of the repositories may delete its images. */
    @Override
    public List<Finding> perils(Version version, Look look) {
        return new Pins(scope).perils(version, look);
    }

    /** Tags each of its images, by digest, in ECR of the service's region. Needs {@code ecr:BatchGetImage} and {@code ecr:PutImage}. */
    @Override
    public Action pinning(Version version, String checkpoint) {
        return new Pins(scope).pinning(version, checkpoint);
    }

    @Override
    public String batchKey() {
        return "ecs/" + scope.account() + "/" + scope.region() + "/" + name.cluster();
    }

    @Override
    public int batchSize() {
        return EcsCalls.SERVICES;
    }

    @Override
    public Duration grid() {
        return GRID;
    }

    @Override
    public Map<TargetId, Service> lookAtAll(List<? extends Batched<Service>> targets, Look look) {
        Map<String, Service> found = new LinkedHashMap<>();
        parts.calls()
                .services(targets.stream().map(Batched::name).toList(), look)
                .forEach(service -> found.put(service.serviceName(), service));
        Map<TargetId, Service> seen = new LinkedHashMap<>();
        for (Batched<Service> target : targets) {
            Service service = found.get(target.name());
            if (service != null) {
                seen.put(target.id(), service);
            }
        }
        return seen;
    }

    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        return reconcile(change, parts.calls().service(attempt), attempt);
    }

    @Override
    public Progress reconcile(Change change, Service seen, Attempt attempt) {
        Turn turn = new Turn(change, new Seen(seen), attempt);
        return alarms.around(turn, reconciliation::step);
    }
}
