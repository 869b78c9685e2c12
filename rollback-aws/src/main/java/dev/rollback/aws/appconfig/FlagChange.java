package dev.rollback.aws.appconfig;

import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * Sets a feature flag, and nothing else: {@code .run("kill switch", aws.appConfigFlag("shop", "prod", "flags", "checkout").disable())}.
 *
 * <p><b>How.</b> A new hosted version is made of the one that is <em>deployed</em> in the environment, not of the latest, with this change alone: every other
 * character of it stays. It is made under the latest version's number, so that of two who make one at the same time neither loses anything, and deployed with
 * the quickest strategy of the account unless {@link #strategy} names one. The step <em>serves</em> when all clients may get the flag, and is
 * <em>settled</em> after the bake. Where the flag is so already, nothing is written.
 *
 * <p><b>What is in flight</b> is not lost: a deployment in the environment, of whichever profile, is waited for and the change made on top of what it brings;
 * the preview says so, and names newer versions that nobody has deployed. Somebody else's deployment after ours that sets the flag otherwise is a conflict,
 * and a deployment of ours that an alarm rolls back a failure; neither is fought.
 *
 * <p><b>Refused</b>, in the preview: what is no flag or attribute of the deployed version, a value outside the attribute's constraints, a profile without
 * hosted flags, anything but {@link #disable} for a flag with variants, which {@code disable()} turns off in all of them.
 *
 * <p><b>Undo</b>: {@link #undo()}. Texts may be secrets, so none is shown or kept. Immutable but for the ids it remembers, and thread-safe. Made by
 * {@link AppConfigFlag}.
 */
public final class FlagChange implements Action {

    private final FlagParts parts;

    FlagChange(FlagParts parts) {
        this.parts = parts;
    }

    // what is wanted

    /**
     * Turns the flag off, too.
     *
     * @throws IllegalArgumentException when it is turned on or off already
     */
    public FlagChange disable() {
        return new FlagChange(parts.with(parts.settings().enabled(false)));
    }

    /**
     * Turns the flag on, too.
     *
     * @throws IllegalArgumentException when it is turned on or off already
     */
    public FlagChange enable() {
        return new FlagChange(parts.with(parts.settings().enabled(true)));
    }

    /**
     * Sets an attribute, too.
     *
     * @param name key of the attribute
     * @throws IllegalArgumentException when the name is malformed or set already
     */
    public FlagChange attribute(String name, boolean value) {
        return attribute(name, FlagValue.of(value));
    }

    /** As {@link #attribute(String, boolean)}, with a whole number. */
    public FlagChange attribute(String name, long value) {
        return attribute(name, BigDecimal.valueOf(value));
    }

    /**
     * As {@link #attribute(String, boolean)}, with a number.
     *
     * @throws IllegalArgumentException when it is infinite or no number, too
     */
    public FlagChange attribute(String name, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("Attribute " + name + " of flag "
                    + parts.settings().flag() + " is given " + value
                    + ": expected a number that JSON can say. Give a finite one.");
        }
        return attribute(name, BigDecimal.valueOf(value));
    }

    /** As {@link #attribute(String, boolean)}, with a number, written as {@link BigDecimal#toString} does. */
    public FlagChange attribute(String name, BigDecimal value) {
        return attribute(name, FlagValue.of(value));
    }

    /** As {@link #attribute(String, boolean)}, with a text. */
    public FlagChange attribute(String name, String value) {
        return attribute(name, FlagValue.of(value));
    }

    private FlagChange attribute(String name, FlagValue value) {
        return new FlagChange(parts.with(parts.settings().attribute(name, value)));
    }

    /**
     * The same, deployed with this strategy.
     *
     * @param idOrName id or name of the strategy
     * @throws IllegalArgumentException when it is blank
     */
    public FlagChange strategy(String idOrName) {
        if (idOrName.isBlank()) {
            throw new IllegalArgumentException("strategy(\"" + idOrName
                    + "\") names none: expected an id or a name. Give one, or leave it out for the quickest.");
        }
        return new FlagChange(parts.with(idOrName));
    }

    /**
     * Takes this change back: the flag becomes what it was in the version that this change found deployed, in all that it has set and in nothing else, as a new
     * version of what is deployed then: {@code .run("kill switch", off, step -> step.undo(off.undo()))}. It needs the records of the step that made the
     * change; where that has changed nothing, it changes nothing.
     */
    public Action undo() {
        return new FlagUndo(parts);
    }

    // the action

    @Override
    public String describe() {
        return parts.flag() + ": " + parts.settings().describe();
    }

    @Override
    public Assessment check(Look look) {
        FlagParts.Profile profile = parts.profile();
        try {
            Place place = profile.places().find(look);
            return new FlagChecks(profile.scope(), profile.calls(), place, profile.title(), look)
                    .assess(parts.settings(), parts.strategy());
        } catch (TargetException e) {
            if (e.kind() == Kind.MISSING || e.kind() == Kind.INVALID) {
                return notThere(e);
            }
            throw e;
        }
    }

    private static Assessment notThere(TargetException failure) {
        return Assessment.expecting(Duration.ZERO, Duration.ZERO)
                .finding(Finding.hard("NAMED_WRONG", String.valueOf(failure.getMessage()), ""))
                .path("nothing is changed")
                .build();
    }

    @Override
    public Progress reconcile(Attempt attempt) {
        return parts.release(
                attempt,
                parts.settings(),
                attempt.changeId(),
                version -> FoundVersions.in(attempt.ledger()).add(version));
    }
}
