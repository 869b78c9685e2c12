package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What goes on with instances, clusters and snapshots of some names: creation, backup, modification, rename, reboot. */
final class ChangeUnderWay implements UnderWay {
    /** Longer than any rehearsal. */
    private static final Duration FOR_EVER = Duration.ofDays(3650);

    private final Instant now;
    private final List<StoredInstance> instances;
    private final List<StoredCluster> clusters;
    private final List<Phases> phases;

    private ChangeUnderWay(RdsWorld world, List<String> names) {
        List<String> ids = names.stream().map(RdsWorld::stored).toList();
        this.now = world.now();
        this.instances = named(ids.stream().map(world.instances::get));
        this.clusters = named(ids.stream().map(world.clusters::get));
        Stream<Phases> snapshots =
                named(ids.stream().map(world.snapshots::get)).stream().map(StoredSnapshot::phases);
        Stream<Phases> ofClusters =
                named(ids.stream().map(world.clusterSnapshots::get)).stream().map(StoredClusterSnapshot::phases);
        Stream<Phases> databases = Stream.concat(
                instances.stream().map(one -> one.phases), clusters.stream().map(one -> one.phases));
        this.phases = Stream.concat(databases, Stream.concat(snapshots, ofClusters))
                .filter(phase -> !phase.isOver(now))
                .toList();
    }

    private static <T> List<T> named(Stream<@Nullable T> found) {
        return found.filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    }

    static Optional<UnderWay> of(RdsWorld world, List<String> names) {
        world.settle();
        ChangeUnderWay change = new ChangeUnderWay(world, names);
        return change.phases.isEmpty() ? Optional.empty() : Optional.of(change);
    }

    @Override
    public void takes(int times) {
        phases.forEach(phase -> phase.stretch(now, times));
        changes(then -> now.plus(Duration.between(now, then).multipliedBy(times)));
    }

    @Override
    public void neverEnds() {
        phases.forEach(phase -> phase.stay(now));
        changes(then -> now.plus(FOR_EVER));
    }

    private void changes(UnaryOperator<Instant> instead) {
        for (StoredInstance instance : instances) {
            instance.renameAt = later(instance.renameAt, instead);
            instance.pendingAt = later(instance.pendingAt, instead);
        }
        for (StoredCluster cluster : clusters) {
            cluster.renameAt = later(cluster.renameAt, instead);
            cluster.pendingAt = later(cluster.pendingAt, instead);
        }
    }

    private @Nullable Instant later(@Nullable Instant then, UnaryOperator<Instant> instead) {
        return then == null || !then.isAfter(now) ? then : instead.apply(then);
    }
}
