package dev.rollback.testkit.account;

import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is known of a target of another world, for a fake to be like it: a version that it served, from a checkpoint or from the journal of a run. What it does
 * not tell is taken for something plain, and said.
 */
public final class Known {
    /** For how long something is taken to have served of which nobody knows since when. */
    public static final Duration LONG = Duration.ofDays(30);

    private final TargetId target;
    private final Version version;
    private final Duration later;
    private final Consumer<String> assumed;

    /**
     * A version of a target.
     *
     * @param later how much later the fake's world is: added to each time that is known
     * @param assumed told what is taken for something, a line each
     */
    public Known(TargetId target, Version version, Duration later, Consumer<String> assumed) {
        this.target = target;
        this.version = version;
        this.later = later;
        this.assumed = assumed;
    }

    /** Which target. */
    public TargetId target() {
        return target;
    }

    /** What it served. */
    public Version version() {
        return version;
    }

    /** The target's name before the last of this sign, for example the cluster of {@code prod/checkout-api}. */
    public String nameBefore(char sign) {
        return target.name().substring(0, split(sign));
    }

    /** The target's name after the last of this sign. */
    public String nameAfter(char sign) {
        return target.name().substring(split(sign) + 1);
    }

    private int split(char sign) {
        int at = target.name().lastIndexOf(sign);
        if (at < 0) {
            throw new IllegalArgumentException("A world cannot be made like " + target + ": expected a \"" + sign
                    + "\" in the name of a target of kind " + target.kind()
                    + ". Take the id as the target itself gives it.");
        }
        return at;
    }

    /** A fact of the version; empty if it is not known. */
    public Optional<String> fact(String key) {
        return Optional.ofNullable(version.facts().get(key));
    }

    /** A number among the facts of the version; empty if it is not known. */
    public Optional<Integer> number(String key) {
        return fact(key).filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf);
    }

    /** A time that is known, as it is in the fake's world. */
    public Instant here(Instant known) {
        return known.plus(later);
    }

    /** For how long it has served by now; {@link #LONG} where that is not known, which is said then. */
    public Duration served(Instant now) {
        Instant from = version.tenure().liveFrom().map(this::here).orElse(null);
        if (from == null) {
            assume("since when " + version.title() + " serves is not known: for " + LONG.toDays() + " days");
            return LONG;
        }
        return from.isAfter(now) ? Duration.ZERO : Duration.between(from, now);
    }

    /** Says what is taken for something, of this target. */
    public void assume(String what) {
        assumed.accept(target + ": " + what + ".");
    }
}
