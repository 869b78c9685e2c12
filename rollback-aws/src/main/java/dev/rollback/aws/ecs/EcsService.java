package dev.rollback.aws.ecs;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Batched;
import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * An ECS service that is rolled back to a task definition it ran before. Made by {@code AwsTargets.ecsService(cluster, service)}. Immutable and
 * thread-safe.
 */
public final class EcsService implements Batched<Service> {

    private static final Duration GRID = Duration.ofSeconds(5);

    private final AwsScope scope;
    private final ServiceName name;
    private final EcsCalls calls;
    private final Versions versions;
    private final Past past;

    /**
     * A service of a cluster.
     *
     * @param scope the region and account, and the clients to call it with
     * @param cluster short name or full ARN
     * @param service short name or full ARN
     * @throws IllegalArgumentException when a name is malformed or the two contradict each other
     */
    public EcsService(AwsScope scope, String cluster, String service) {
        this.scope = scope;
        this.name = ServiceName.of(cluster, service);
        this.calls = new EcsCalls(scope, name);
        Definitions definitions = new Definitions(calls);
        this.versions = new Versions(calls, definitions);
        this.past = new Past(calls, definitions, versions, new Images(scope));
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
        return versions.current(new Seen(calls.service(look)), look);
    }

    @Override
    public Stream<Version> history(Look look) {
        return past.of(new Seen(calls.service(look)), look);
    }

    @Override
    public Assessment check(Change change, Look look) {
        return Assessment.expecting(Duration.ofMinutes(1), Duration.ofMinutes(6))
                .build();
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
        calls.services(targets.stream().map(Batched::name).toList(), look)
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
        return reconcile(change, calls.service(attempt), attempt);
    }

    @Override
    public Progress reconcile(Change change, Service seen, Attempt attempt) {
        throw new UnsupportedOperationException("reconcile");
    }
}
