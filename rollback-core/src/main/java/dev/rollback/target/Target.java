package dev.rollback.target;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that can be returned to an earlier version: the port that every kind of target implements.
 *
 * <p>A target is a reconciler. It reads live state and acts on the difference, so every call may be repeated after a crash, a lost response or
 * a time-out. It never waits, sleeps or loops over time; the engine calls it again. All methods throw {@link TargetException} and nothing
 * else for what a service does. Implementations are thread-safe; the engine never calls {@code reconcile} of one change twice at a time.
 */
public interface Target {

    /** How much of a history is searched for what was captured. */
    int RECALLED_AMONG = 100;

    /** Names this target for good. May ask the service once for the account it is in and then remembers it; called off the engine's thread. */
    TargetId id();

    /** A short name for people and the default name of its step, for example {@code checkout-api}. Asks nobody. */
    String name();

    /**
     * What it is in or moving to. Reads only.
     *
     * @throws TargetException of kind {@code MISSING} when the target does not exist
     */
    Version current(Look look);

    /**
     * What it has served, newest first, the current version included where it is known. Paged lazily and closed by the engine, which reads no
     * further than it must. Reads only.
     */
    Stream<Version> history(Look look);

    /** What it served at the given time. Reads only. By default the first of its history that was live then. */
    default Optional<Version> versionAt(Instant at, Look look) {
        try (Stream<Version> history = history(look)) {
            return history.filter(version -> version.tenure().covers(at)).findFirst();
        }
    }

    /**
     * The version that the caller names. Reads only. By default the first of its history with that id.
     *
     * @return empty if there is no such version
     */
    default Optional<Version> version(String id, Look look) {
        try (Stream<Version> history = history(look)) {
            return history.filter(version -> version.id().equals(id)).findFirst();
        }
    }

    /**
     * What it serves now, as a version that it can be brought back to later: asked for a checkpoint before a deployment. Reads only. By default {@link #current}.
     */
    default Version capture(Look look) {
        return current(look);
    }

    /**
     * What was captured before, as it is known now. Reads only. By default what has that id, or else a version of its history, if its content is still the same; else what was
     * captured, for {@link #check} to say what became of it.
     */
    default Version recall(Version captured, Look look) {
        Optional<Version> named = version(captured.id(), look).filter(captured::sameContent);
        if (named.isPresent()) {
            return named.get();
        }
        try (Stream<Version> history = history(look)) {
            return history.limit(RECALLED_AMONG)
                    .filter(captured::sameContent)
                    .findFirst()
                    .orElse(captured);
        }
    }

    /** What may take away what a version needs, and when, as far as that is known: asked for a checkpoint. Reads only. By default nothing. */
    default List<Finding> perils(Version version, Look look) {
        return List.of();
    }

    /**
     * How finely it tells what was before an instant from what came after it, where its versions are instants; zero where they are not. Nothing is deployed for so long after it
     * was captured. Where its versions are instants, {@link #check} finds out by itself whether one lies within several changes.
     */
    default Duration grain() {
        return Duration.ZERO;
    }

    /**
     * What changed it, newest first, as far as that is known: asked for {@code RollbackEngine.changes}, and to find out whether a time hits the middle of several changes. Paged lazily and
     * closed by the engine, which reads no further than it must. Reads only. By default what {@link #history} tells: each version whose time is known; who brought it is not known then.
     */
    default Stream<PastChange> changes(Look look) {
        return HistoryChanges.of(history(look));
    }

    /** What speaks against a change, how it would be made and how long it takes. Reads only. */
    Assessment check(Change change, Look look);

    /**
     * What speaks against a change that was checked for a preview before, asked when that preview is executed. Reads only. All of {@link #check} by default; a
     * target whose check takes many calls says only what is cheap to know and would keep it from beginning, and leaves the rest to {@link #reconcile}.
     */
    default List<Finding> recheck(Change change, Look look) {
        return check(change, look).findings();
    }

    /** Takes at most one step toward {@code change.to()} and says where it stands. Safe to repeat; never waits. */
    Progress reconcile(Change change, Attempt attempt);

    /**
     * Whether it is put back without anybody being asked when a plan wants all or nothing and another target failed. True unless that takes from users what they wrote
     * since; then it is named in the report, and {@code RollbackEngine.undo} takes it back on demand.
     */
    default boolean isPutBackUnasked() {
        return true;
    }

    /**
     * Where it stands between the two ends of a change, asked when a step is over without having settled. Reads only. By default what serves now, compared
     * by content; a target whose versions are not known from {@link #current} looks more closely.
     */
    default Located locate(Change change, Look look) {
        Version now = current(look);
        Position position = now.sameContent(change.to())
                ? Position.TO
                : now.sameContent(change.from()) ? Position.FROM : Position.BETWEEN;
        return new Located(position, "is in " + now.title());
    }

    /**
     * Where a target was found to stand.
     *
     * @param position where
     * @param evidence what was seen, for people
     */
    record Located(Position position, String evidence) {}

    /** How long a step may take at least before its deadline passes; the engine takes the larger of this and three times the expected time. 15 minutes. */
    default Duration patience() {
        return Duration.ofMinutes(15);
    }
}
