package dev.rollback;

import dev.rollback.notify.Occasion;
import dev.rollback.run.RunId;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a notifier is told, and how. Nothing of it is required, and saying a thing twice is refused. Not thread-safe. */
public final class NotifierOptions {
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration LEAST = Duration.ofSeconds(1);

    private @Nullable Set<Occasion> only;
    private @Nullable Duration every;
    private @Nullable Function<RunId, List<String>> commands;
    private @Nullable UnaryOperator<String> publicName;
    private boolean drills;

    NotifierOptions() {}

    /** Tells of these alone; of all by default. */
    public NotifierOptions only(Occasion first, Occasion... more) {
        once(only, "only");
        only = Collections.unmodifiableSet(EnumSet.of(first, more));
        return this;
    }

    /**
     * How often it tells how far a run is; every 5 minutes by default.
     *
     * @throws IllegalArgumentException when it is less than a second
     */
    public NotifierOptions progressEvery(Duration time) {
        once(every, "progressEvery");
        if (time.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "progressEvery(" + time
                            + ") is too often: expected a second or more. Leave PROGRESS out with only(...) if nobody wants it.");
        }
        every = time;
        return this;
    }

    /**
     * How people steer a run from where they read the message: lines such as {@code approve: rollback approve RUN}. Stand in what tells that it began and that it waits for an approval; by
     * default the calls in Java that approve and deny.
     *
     * @param lines called on the loop of the engine, so it must not wait; without secrets
     */
    public NotifierOptions commands(Function<RunId, List<String>> lines) {
        once(commands, "commands");
        commands = lines;
        return this;
    }

    /**
     * What people outside call that which a plan rolls back, for the status updates; by default the plan's name.
     *
     * @param name made from the plan's name; called on the loop of the engine, so it must not wait
     */
    public NotifierOptions publicName(UnaryOperator<String> name) {
        once(publicName, "publicName");
        publicName = name;
        return this;
    }

    /** Tells of drills as well, which say so in their titles. By default nobody is told of them: they are nobody's incident. */
    public NotifierOptions drills() {
        drills = true;
        return this;
    }

    private static void once(@Nullable Object before, String option) {
        if (before != null) {
            throw new IllegalArgumentException("The option " + option + " is said twice: say it once.");
        }
    }

    boolean wants(Occasion occasion) {
        return only == null || only.contains(occasion);
    }

    Duration every() {
        return every == null ? EVERY : every;
    }

    boolean wantsDrills() {
        return drills;
    }

    /** Empty if nobody said. */
    List<String> commands(RunId run) {
        return commands == null ? List.of() : commands.apply(run);
    }

    String publicName(String plan) {
        return publicName == null ? plan : publicName.apply(plan);
    }
}
