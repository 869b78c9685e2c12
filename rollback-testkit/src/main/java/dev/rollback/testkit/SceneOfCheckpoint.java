package dev.rollback.testkit;

import dev.rollback.journal.Checkpoint;
import dev.rollback.target.TargetId;
import dev.rollback.testkit.account.Known;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What a checkpoint holds, as the scene of a world. */
record SceneOfCheckpoint(Checkpoint checkpoint) {

    /** Which kinds of targets a world can be made like. */
    static final List<String> KINDS = List.of(
            "ecs-service",
            "lambda-alias",
            "appconfig-profile",
            "s3-bucket",
            "s3-prefix",
            "s3-object",
            "s3-release",
            "rds-instance",
            "rds-cluster");

    /** Region and account of all that was captured. */
    String place() {
        List<String> places = checkpoint.captured().stream()
                .map(one -> one.target().scope())
                .distinct()
                .toList();
        if (places.size() != 1 || !places.get(0).matches("[a-z0-9-]+/\\d{12}")) {
            throw new IllegalArgumentException("A world cannot be made like checkpoint " + checkpoint.id()
                    + ": expected all its targets in one region and account of AWS, got " + places
                    + ". Capture the targets of each region and account as a checkpoint of its own, and make a"
                    + " world of each.");
        }
        return places.get(0);
    }

    void in(FakeAws world, Consumer<String> assumed) {
        for (Checkpoint.Captured one : checkpoint.captured()) {
            like(world, new Known(one.target(), one.version(), Duration.ZERO, assumed));
            assumed.accept(one.target() + ": how long a change of it takes is not known: as long as the fake's.");
        }
    }

    /** Makes one target of a world like what is known of another. */
    static void like(FakeAws world, Known known) {
        TargetId target = known.target();
        switch (target.kind()) {
            case "ecs-service" -> world.ecs().like(known);
            case "lambda-alias" -> world.lambda().like(known);
            case "appconfig-profile" -> world.appConfig().like(known);
            case "s3-bucket", "s3-prefix", "s3-object", "s3-release" ->
                world.s3().like(known);
            case "rds-instance", "rds-cluster" -> world.rds().like(known);
            default ->
                throw new IllegalArgumentException("A world cannot be made like " + target + ": its kind "
                        + target.kind() + " is not known; expected one of " + KINDS
                        + ". Leave it out of the checkpoint, and set its scene by hand.");
        }
    }
}
