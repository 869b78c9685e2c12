package dev.rollback.testkit;

import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/** What the clauses of {@link TargetContract} have in common: worlds, drives, and what is said of a clause that does not hold. */
abstract class TargetStage {

    /** An empty world. */
    protected abstract FakeAws world();

    /** The scene in an empty world. */
    protected abstract TargetScene scene(FakeAws world);

    final TargetDrive drive(Mishap mishap) {
        FakeAws world = world();
        TargetScene scene = scene(world);
        return new TargetDrive(world, scene, mishap);
    }

    final TargetDrive drive() {
        return drive(Mishap.NONE);
    }

    /** A change that came to its end with nothing in its way; what goes wrong in others is compared with it. */
    final TargetDrive plain() {
        TargetDrive drive = drive().toTheEnd();
        requireSettled(drive, Mishap.NONE);
        return drive;
    }

    /** Leaves a clause out that the target cannot keep, and says why. */
    final void needs(TargetCapability capability) {
        FakeAws world = world();
        Optional<String> why = scene(world).lacks(capability);
        why.ifPresent(reason -> Assumptions.abort("without " + capability + ": " + reason));
    }

    static void require(boolean holds, TargetDrive drive, String expected, Supplier<String> actual) {
        if (!holds) {
            throw broken(drive, expected, actual.get());
        }
    }

    static AssertionError broken(TargetDrive drive, String expected, String actual) {
        TargetId id = drive.change().target();
        String state = drive.scene().state();
        return new AssertionError(id + ", from " + drive.change().from().title() + " to "
                + drive.change().to().title() + "\nExpected: " + expected + "\nThere is: " + actual
                + (state.isEmpty() ? "" : "\nState: " + state) + "\nTrace:\n"
                + drive.world().clock().trace());
    }

    static void requireSettled(TargetDrive drive, Mishap mishap) {
        require(drive.settled(), drive, "it ends settled " + mishap, drive::ending);
        Version serving = drive.serving();
        boolean known = new Truth(drive.world())
                .serves(drive.change().target(), serving)
                .orElse(true);
        require(
                known && serves(drive, serving),
                drive,
                "the world serves " + serving.title() + " to all once it is settled, " + mishap,
                () -> "it does not, though reconcile says " + drive.last());
        require(
                serving.sameContent(drive.change().to())
                        || serves(drive, drive.change().to()),
                drive,
                "it is settled with " + drive.change().to().title(),
                () -> "settled with " + serving);
    }

    /** Whether the world says that all users get this version. */
    static boolean serves(TargetDrive drive, Version version) {
        return drive.scene()
                .truth()
                .map(truth -> truth.test(version))
                .or(() -> new Truth(drive.world()).serves(drive.change().target(), version))
                .orElseThrow(() -> new AssertionError("The testkit cannot tell what "
                        + drive.change().target() + " serves. Expected a scene that can. Say it by serves(...)."));
    }
}
