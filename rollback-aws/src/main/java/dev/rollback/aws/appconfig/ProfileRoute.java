package dev.rollback.aws.appconfig;

import dev.rollback.target.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * By which calls {@link Reconciliation} would make a change, as things stand: what goes on is stopped or waited for, then comes a revert or a deployment where
 * that did not bring the wanted version.
 *
 * @param lines what is done, one after the other
 * @param serving how long until users get the wanted version
 * @param settled how long until it is over
 * @param locks how long a deployment of ours, or one that brings the version already, has the environment and its monitors on it; empty if there is none
 */
record ProfileRoute(List<String> lines, Duration serving, Duration settled, Optional<Locks> locks) {

    private static final Duration AT_ONCE = Duration.ofSeconds(15);

    /**
     * A deployment that takes the environment.
     *
     * @param serving until all clients may get it
     * @param settled until the environment is free
     */
    record Locks(Duration serving, Duration settled) {}

    /**
     * What is known of the environment.
     *
     * @param open what goes on in it, of whichever profile
     * @param newest deployments of the profile that were not undone, newest first
     * @param wanted whether a deployment brings the wanted version
     * @param now the time
     */
    record Seen(Optional<Deployment> open, List<Deployment> newest, Predicate<Deployment> wanted, Instant now) {

        /** What goes on of the profile itself. */
        private Optional<Deployment> own() {
            return newest.stream().filter(Deployment::isOpen).findFirst();
        }

        /** What another profile's deployment keeps this one waiting for. */
        private Duration turn() {
            return own().isPresent() ? Duration.ZERO : left(open);
        }

        private Duration left(Optional<Deployment> one) {
            return one.map(deployment -> deployment.left(now)).orElse(Duration.ZERO);
        }
    }

    static ProfileRoute of(Change change, Seen seen, Supplier<StrategyChoice.Chosen> strategy) {
        Optional<Deployment> own = seen.own();
        if (own.filter(one -> !one.isRollingBack()).filter(seen.wanted()).isPresent()) {
            return watch(own.get(), seen.now());
        }
        ProfileRoute rest = rest(change, seen, strategy);
        return own.map(rest::after).orElseGet(() -> rest.later(seen.turn()));
    }

    private static ProfileRoute watch(Deployment open, Instant now) {
        Duration settled = open.left(now).plus(AT_ONCE);
        Duration serving =
                open.isBaking() ? AT_ONCE : settled.minus(open.times().baking());
        Locks locks = new Locks(serving, settled);
        String line = "wait for " + open + ", which brings the wanted version already: nothing is written";
        return new ProfileRoute(List.of(line), serving, settled, Optional.of(locks));
    }

    /** What is left to do once nothing of the profile goes on. */
    private static ProfileRoute rest(Change change, Seen seen, Supplier<StrategyChoice.Chosen> strategy) {
        List<Deployment> complete =
                seen.newest().stream().filter(Deployment::isComplete).limit(2).toList();
        if (!complete.isEmpty() && seen.wanted().test(complete.get(0))) {
            return atOnce(
                    "clients get version " + change.to().id() + " by " + complete.get(0) + ": none has to be started");
        }
        boolean reverts = complete.size() == 2
                && seen.wanted().test(complete.get(1))
                && Reconciliation.isRevertible(complete.get(0), seen.now().plus(seen.turn()));
        return reverts
                ? atOnce("revert " + complete.get(0) + " (StopDeployment with AllowRevert, past the monitors)")
                : start(change, strategy.get());
    }

    private static ProfileRoute atOnce(String line) {
        return new ProfileRoute(List.of(line), AT_ONCE, AT_ONCE, Optional.empty());
    }

    private static ProfileRoute start(Change change, StrategyChoice.Chosen chosen) {
        Locks locks = new Locks(AT_ONCE.plus(chosen.deploying()), AT_ONCE.plus(chosen.all()));
        String line = "StartDeployment of version " + change.to().id() + " with " + chosen;
        return new ProfileRoute(List.of(line), locks.serving(), locks.settled(), Optional.of(locks));
    }

    /** The same, once the profile's own deployment has been stopped. */
    private ProfileRoute after(Deployment own) {
        List<String> all = new ArrayList<>();
        all.add(own.isRollingBack() ? "wait until " + own + " is rolled back" : stop(own));
        all.addAll(lines);
        return new ProfileRoute(all, serving, settled, locks).later(AT_ONCE);
    }

    private static String stop(Deployment own) {
        return "StopDeployment " + own.number() + ", which is in flight" + (own.isBaking() ? ", with AllowRevert" : "");
    }

    private ProfileRoute later(Duration wait) {
        return new ProfileRoute(lines, serving.plus(wait), settled.plus(wait), locks);
    }
}
