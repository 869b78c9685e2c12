package dev.rollback.testkit;

import static java.util.Objects.requireNonNull;

import dev.rollback.target.Target;
import dev.rollback.target.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TargetContract} has to know of a target in a world of its own:
 *
 * <pre>{@code
 * TargetScene.of(() -> new ReleaseSwitch(table))
 *         .serves(version -> table.live().equals(version.id()))
 *         .state(table::rows)
 *         .somebodyElse(() -> table.set("r43"));
 * }</pre>
 *
 * <p>Only the target is required. Each method changes the scene and answers it. Not thread-safe.
 */
public final class TargetScene {
    private final Supplier<? extends Target> target;
    private final Map<TargetCapability, String> lacks = new TreeMap<>();
    private final Map<String, List<String>> actions = new TreeMap<>();
    private @Nullable Predicate<Version> truth;
    private @Nullable Runnable somebodyElse;
    private @Nullable Duration within;
    private @Nullable String to;
    private Supplier<?> state = () -> "";

    private TargetScene(Supplier<? extends Target> target) {
        this.target = target;
    }

    /**
     * A scene of a target.
     *
     * @param target makes it anew each time, as a process does that takes a run over: what it remembers in fields is gone, what is in the
     *     world stays
     */
    public static TargetScene of(Supplier<? extends Target> target) {
        return new TargetScene(requireNonNull(target, "target"));
    }

    /** The version to go to, by its id. By default the newest of its history that differs from the current one and is usable. */
    public TargetScene to(String version) {
        to = requireNonNull(version, "version");
        return this;
    }

    /**
     * Whether all users get this version, by the world itself and not by the target. By default what the testkit knows of ECS services, Lambda aliases,
     * AppConfig profiles, buckets and prefixes at a time, and databases.
     */
    public TargetScene serves(Predicate<Version> all) {
        truth = requireNonNull(all, "all");
        return this;
    }

    /**
     * All that the target may change, as something that prints it: compared before and after, and shown where a clause fails. Calls to a {@link FakeAws}
     * are watched anyway; by default nothing else.
     */
    public TargetScene state(Supplier<?> all) {
        state = requireNonNull(all, "all");
        return this;
    }

    /** How somebody else moves the target to a third version. Needed unless the scene is {@link #without} {@link TargetCapability#CONFLICTS}. */
    public TargetScene somebodyElse(Runnable moves) {
        somebodyElse = requireNonNull(moves, "moves");
        return this;
    }

    /** How long the change may take in virtual time. By default the larger of three times what the target expects and its patience. */
    public TargetScene within(Duration time) {
        within = requireNonNull(time, "time");
        return this;
    }

    /**
     * That a call is allowed by permissions of another name, for example {@code s3:HeadObject} by {@code s3:GetObject}. By default by the one of its name.
     *
     * @param operation the call's
     * @param allowedBy all that it needs; nothing for a call that needs none
     */
    public TargetScene call(String operation, String... allowedBy) {
        actions.put(operation, List.of(allowedBy));
        return this;
    }

    /**
     * That the target cannot do something by its nature.
     *
     * @param capability what it cannot
     * @param reason why, for the report of the tests
     */
    public TargetScene without(TargetCapability capability, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A scene is without " + capability
                    + " for no reason. Expected one, because it is reported. Say why it cannot be.");
        }
        lacks.put(capability, reason);
        return this;
    }

    Target target() {
        return target.get();
    }

    Optional<String> to() {
        return Optional.ofNullable(to);
    }

    Optional<Predicate<Version>> truth() {
        return Optional.ofNullable(truth);
    }

    String state() {
        return String.valueOf(state.get());
    }

    Optional<Runnable> somebodyElse() {
        return Optional.ofNullable(somebodyElse);
    }

    Optional<Duration> within() {
        return Optional.ofNullable(within);
    }

    List<String> allowedBy(String operation) {
        return actions.getOrDefault(operation, List.of(operation));
    }

    /** Why it cannot; empty if it can. */
    Optional<String> lacks(TargetCapability capability) {
        return Optional.ofNullable(lacks.get(capability));
    }
}
