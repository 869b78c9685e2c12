package dev.rollback.testkit;

import dev.rollback.EngineOptions;
import dev.rollback.RollbackPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all rehearsals of one plan have in common. Copied before it is changed. */
final class RehearsalSettings {
    final Consumer<FakeAws> scene;
    final Function<FakeAws, RollbackPlan> plan;
    final List<Invariant> invariants = new ArrayList<>(Invariants.all());
    final List<Disturbance> disturbances = new ArrayList<>();
    final SortedMap<String, String> overrides = new TreeMap<>();
    final SortedMap<String, Consumer<FakeAws>> interferers = new TreeMap<>();
    Consumer<FakeAws.Builder> world = builder -> {};
    BiConsumer<EngineOptions, FakeAws> engine = (options, made) -> {};

    /** Who approves, and how long after being asked. */
    final SortedMap<String, Duration> approvers = new TreeMap<>();

    @Nullable
    Long seed;

    @Nullable
    Duration budget;

    RehearsalSettings(Consumer<FakeAws> scene, Function<FakeAws, RollbackPlan> plan) {
        this.scene = scene;
        this.plan = plan;
    }

    RehearsalSettings but(Consumer<RehearsalSettings> change) {
        RehearsalSettings copy = new RehearsalSettings(scene, plan);
        copy.invariants.clear();
        copy.invariants.addAll(invariants);
        copy.disturbances.addAll(disturbances);
        copy.overrides.putAll(overrides);
        copy.interferers.putAll(interferers);
        copy.approvers.putAll(approvers);
        copy.world = world;
        copy.engine = engine;
        copy.seed = seed;
        copy.budget = budget;
        change.accept(copy);
        return copy;
    }

    FakeAws newWorld() {
        FakeAws.Builder builder = FakeAws.builder();
        world.accept(builder);
        return builder.build();
    }
}
