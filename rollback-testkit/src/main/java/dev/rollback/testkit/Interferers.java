package dev.rollback.testkit;

import dev.rollback.Preview;
import dev.rollback.StepPreview;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import dev.rollback.testkit.rds.FakeRds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/** What others may do while a plan is carried out: to targets of the kinds that are known here, and what a user added. */
final class Interferers {
    private static final String UNHEARD_OF = "999";

    private final Truth truth;
    private final SortedMap<String, Act> acts = new TreeMap<>();
    private final List<TargetId> unknown = new ArrayList<>();

    /**
     * Something that somebody else does.
     *
     * @param target to which target; empty where that is not known
     * @param what does it
     */
    record Act(Optional<TargetId> target, Runnable what) {}

    Interferers(FakeAws world, Map<String, Consumer<FakeAws>> own, Preview preview) {
        this.truth = new Truth(world);
        own.forEach((name, what) -> acts.put(name, new Act(Optional.empty(), () -> what.accept(world))));
        for (StepPreview step : preview.steps()) {
            TargetId target = step.subject();
            if (target != null && step.current().isPresent() && step.to().isPresent()) {
                add(target, step.current().orElseThrow(), step.to().orElseThrow());
            }
        }
    }

    private void add(TargetId target, Version from, Version to) {
        switch (target.kind()) {
            case "ecs-service" -> ecs(target, Truth.name(from), Truth.name(to));
            case "lambda-alias" -> lambda(target, Truth.name(from), Truth.name(to));
            case "appconfig-profile" ->
                truth.configuration(target).ifPresent(profile -> appConfig(target, profile, Truth.name(from)));
            case "s3-object" -> overwrite(target);
            case "s3-bucket", "s3-prefix", "s3-release" -> s3(target);
            case "rds-instance" -> database(target);
            case "rds-cluster" -> cluster(target);
            default -> unknown.add(target);
        }
    }

    private void ecs(TargetId target, String from, String to) {
        add(
                target,
                "deploys a version nobody heard of to",
                () -> truth.ecs(target).otherActorDeploys(UNHEARD_OF));
        add(target, "deploys " + from + " anew to", () -> truth.deploy(target, from));
        add(target, "deploys " + to + " to", () -> truth.deploy(target, to));
    }

    private void lambda(TargetId target, String from, String to) {
        add(
                target,
                "points to a version nobody heard of:",
                () -> truth.alias(target).otherActorPoints(UNHEARD_OF));
        add(target, "points to " + from + " anew:", () -> truth.alias(target).otherActorPoints(from));
        add(target, "points to " + to + ":", () -> truth.alias(target).otherActorPoints(to));
    }

    private void appConfig(TargetId target, FakeConfiguration profile, String from) {
        add(target, "deploys a version nobody heard of to", () -> profile.someoneDeploys(profile.content(from) + " "));
        add(target, "deploys " + from + " anew to", () -> profile.someoneDeploysVersion(from));
    }

    private void s3(TargetId target) {
        add(
                target,
                "adds a key to",
                () -> truth.bucket(target)
                        .now(release -> release.put(Truth.prefix(target) + "by/somebody/else", "else")));
        overwrite(target);
    }

    private void overwrite(TargetId target) {
        add(
                target,
                "writes over a key of",
                () -> truth.bucket(target).live().keySet().stream()
                        .filter(key -> key.startsWith(Truth.prefix(target)))
                        .findFirst()
                        .ifPresent(key -> truth.bucket(target).now(release -> release.put(key, "else"))));
    }

    private void database(TargetId target) {
        FakeRds rds = truth.databases();
        add(target, "takes a snapshot of", () -> {
            var unused = rds.createDBSnapshot(
                    request -> request.dbInstanceIdentifier(target.name()).dbSnapshotIdentifier("by-somebody-else"));
        });
        add(target, "reboots", () -> {
            var unused = rds.rebootDBInstance(request -> request.dbInstanceIdentifier(target.name()));
        });
    }

    private void cluster(TargetId target) {
        add(target, "takes a snapshot of", () -> {
            var unused = truth.databases()
                    .createDBClusterSnapshot(request ->
                            request.dbClusterIdentifier(target.name()).dbClusterSnapshotIdentifier("by-somebody-else"));
        });
    }

    private void add(TargetId target, String does, Runnable what) {
        acts.put(
                "somebody else " + does + " " + target.name(), new Act(Optional.of(target), () -> unlessRefused(what)));
    }

    /** AWS refuses others as it refuses us: one deployment at a time. */
    private void unlessRefused(Runnable what) {
        try {
            what.run();
        } catch (SdkException refused) {
            truth.trace().add("others", () -> "are refused: " + refused.getMessage());
        }
    }

    /** The names of all acts, in order. */
    List<String> names() {
        return List.copyOf(acts.keySet());
    }

    /** To which target somebody does that; empty where it is not known. */
    Optional<TargetId> target(String act) {
        return find(act).target();
    }

    void act(String act) {
        find(act).what().run();
    }

    private Act find(String name) {
        Act act = acts.get(name);
        if (act == null) {
            throw new IllegalArgumentException("Nobody knows how \"" + name + "\" is done. Expected one of " + names()
                    + ". Say what they do with interferer(name, world -> ...).");
        }
        return act;
    }

    /** The targets of kinds that nobody knows how to interfere with. */
    List<TargetId> unknown() {
        return Collections.unmodifiableList(unknown);
    }
}
