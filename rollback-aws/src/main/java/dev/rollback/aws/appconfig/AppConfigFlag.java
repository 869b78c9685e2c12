package dev.rollback.aws.appconfig;

import dev.rollback.aws.sdk.AwsScope;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A feature flag of an AppConfig profile in one environment. Say what it shall be, and a plan can run that:
 *
 * <pre>{@code
 * AppConfigFlag checkout = aws.appConfigFlag("shop", "prod", "flags", "new-checkout");
 * plan.run("kill switch", checkout.disable())
 *     .run("throttle", checkout.attribute("percentage", 10).attribute("mode", "legacy"));
 * }</pre>
 *
 * <p>Immutable and thread-safe. Made by {@code AwsTargets.appConfigFlag(application, environment, profile, flag)}.
 */
public final class AppConfigFlag {

    private final FlagChange nothing;

    private AppConfigFlag(FlagChange nothing) {
        this.nothing = nothing;
    }

    /**
     * A flag; asks nobody yet.
     *
     * @param application name or id
     * @param environment name or id
     * @param profile name or id of a profile with feature flags
     * @param flag key of the flag
     * @throws IllegalArgumentException when one of them is malformed
     */
    public static AppConfigFlag of(
            AwsScope scope, String application, String environment, String profile, String flag) {
        AppConfigProfile.Title title = new AppConfigProfile.Title(application, environment, profile);
        FlagParts parts = new FlagParts(FlagParts.Profile.of(scope, title), FlagSettings.of(flag), Optional.empty());
        return new AppConfigFlag(new FlagChange(parts));
    }

    /** Turns it off: the kill switch. A flag with variants is turned off in all of them. */
    public FlagChange disable() {
        return nothing.disable();
    }

    /** Turns it on. */
    public FlagChange enable() {
        return nothing.enable();
    }

    /**
     * Sets an attribute.
     *
     * @param name key of the attribute
     * @throws IllegalArgumentException when the name is malformed
     */
    public FlagChange attribute(String name, boolean value) {
        return nothing.attribute(name, value);
    }

    /** As {@link #attribute(String, boolean)}, with a whole number. */
    public FlagChange attribute(String name, long value) {
        return nothing.attribute(name, value);
    }

    /**
     * As {@link #attribute(String, boolean)}, with a number.
     *
     * @throws IllegalArgumentException when it is infinite or no number, too
     */
    public FlagChange attribute(String name, double value) {
        return nothing.attribute(name, value);
    }

    /** As {@link #attribute(String, boolean)}, with a number. */
    public FlagChange attribute(String name, BigDecimal value) {
        return nothing.attribute(name, value);
    }

    /** As {@link #attribute(String, boolean)}, with a text. */
    public FlagChange attribute(String name, String value) {
        return nothing.attribute(name, value);
    }
}
