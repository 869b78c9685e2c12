package dev.rollback.testkit;

import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Target;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** All that a target is asked and that changes nothing. */
final class TargetLooks {
    private TargetLooks() {}

    /**
     * One question.
     *
     * @param name the method
     * @param ask asks it, and answers what shows of the answer
     */
    record One(String name, BiFunction<Target, Look, Object> ask) {}

    /** What a preview asks; the permissions for these are those of a preview. */
    static List<One> ofPreview(Change change) {
        return List.of(
                new One("current", Target::current),
                new One("history", (target, look) -> all(target.history(look))),
                new One("check", (target, look) -> target.check(change, look)));
    }

    /** All of them. */
    static List<One> all(Change change) {
        Version to = change.to();
        List<One> all = new ArrayList<>(ofPreview(change));
        all.add(new One("versionAt", (target, look) -> target.versionAt(time(to, look), look)));
        all.add(new One("version", (target, look) -> target.version(to.id(), look)));
        all.add(new One("capture", Target::capture));
        all.add(new One("recall", (target, look) -> target.recall(to, look)));
        all.add(new One("perils", (target, look) -> target.perils(to, look)));
        all.add(new One("changes", (target, look) -> all(target.changes(look))));
        all.add(new One("recheck", (target, look) -> target.recheck(change, look)));
        all.add(new One("locate", (target, look) -> target.locate(change, look)));
        return List.copyOf(all);
    }

    private static Instant time(Version version, Look look) {
        return version.tenure().liveFrom().orElseGet(look::now);
    }

    private static <T> List<T> all(Stream<T> stream) {
        try (stream) {
            return stream.toList();
        }
    }
}
