package dev.rollback.aws.ecs;

import dev.rollback.target.Finding;
import dev.rollback.target.TargetException;
import java.util.List;
import java.util.function.Supplier;

/** Looks of a check that may fail: what cannot be looked at is unknown, a warning, and keeps nobody from rolling back. */
final class Looks {

    private Looks() {}

    /**
     * What a look found, or that it could not be made.
     *
     * @param code of the warning, for example {@code IMAGES_UNKNOWN}
     * @param what for people, for example {@code whether the images are still there}
     */
    static List<Finding> tried(String code, String what, Supplier<List<Finding>> look) {
        try {
            return look.get();
        } catch (TargetException | IllegalArgumentException e) {
            return List.of(unknown(code, what, String.valueOf(e.getMessage())));
        }
    }

    /** Something could not be looked at. */
    static Finding unknown(String code, String what, String why) {
        return Finding.warning(
                code, "It is not known " + what + ": " + why, "Check it by hand, or grant the permission.");
    }
}
