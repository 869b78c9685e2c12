package dev.rollback.aws.appconfig;

import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import dev.rollback.target.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionResponse;

/** Brings a profile to the wanted version, a step a call: by stopping what goes on, by a revert, or by a deployment, whichever live state allows. */
final class Reconciliation {

    private static final Duration SOON = Duration.ofSeconds(2);

    /** How long AppConfig lets a deployment be reverted ("Reverting a configuration" in the AppConfig user guide). */
    static final Duration REVERTIBLE = Duration.ofDays(3);

    private static final String STOPPED = "stopped";
    private static final String REFUSED = "revert refused";

    private final AppConfigCalls calls;
    private final Place place;
    private final Change change;
    private final Attempt attempt;
    private final Optional<String> strategy;
    private final Deploying deploying;
    private final Contents contents;

    Reconciliation(AppConfigCalls calls, Place place, Change change, Attempt attempt, Optional<String> strategy) {
        this.calls = calls;
        this.place = place;
        this.change = change;
        this.attempt = attempt;
        this.strategy = strategy;
        this.deploying = new Deploying(calls, place, attempt, change.id());
        this.contents = new Contents(calls, place, attempt);
    }

    Progress step() {
        Optional<Deployment> ours = deploying.ours();
        if (ours.isPresent()) {
            return ours(ours.get());
        }
        Optional<Deployment> open = new Deployments(calls, place, attempt).open();
        return open.isPresent() ? whileOpen(open.get()) : quiet();
    }

    private Progress ours(Deployment ours) {
        if (ours.isUndone()) {
            return Deploying.undone(ours);
        }
        return ours.isOpen() ? deploying.watch(ours, attempt.memo()) : arrived(ours);
    }

    /** Somebody may have deployed between its end and this look. */
    private Progress arrived(Deployment ours) {
        Optional<Deployment> newer = new Deployments(calls, place, attempt)
                .ofProfile()
                .takeWhile(one -> one.number() > ours.number())
                .filter(one -> !one.isUndone() && !one.isRollingBack())
                .findFirst();
        if (newer.isEmpty() || isFlagOnTopOf(ours, newer.get())) {
            return settled(ours, "by " + ours);
        }
        Deployment other = newer.get();
        if (!isWanted(other.version())) {
            return conflict(other);
        }
        return other.isOpen()
                ? deploying.watch(other, attempt.memo())
                : settled(other, "by " + other + ", which came after our " + ours);
    }

    /** A kill switch, of this plan or another, made in the version that we brought. */
    private boolean isFlagOnTopOf(Deployment ours, Deployment newer) {
        return contents.hosted(newer.version())
                .map(GetHostedConfigurationVersionResponse::description)
                .filter(text -> FlagRelease.isMadeOf(ours.version(), text))
                .isPresent();
    }

    // something goes on in the environment

    private Progress whileOpen(Deployment listed) {
        Optional<Deployment> ofProfile =
                listed.about().profile().equals(place.about().name())
                        ? calls.deployment(attempt, place, listed.number())
                        : Optional.empty();
        if (ofProfile.isEmpty()) {
            return deploying.waitFor(listed, attempt.memo());
        }
        Deployment open = ofProfile.get();
        if (open.isRollingBack()) {
            return Progress.pending("waits until " + open + " is rolled back", 0.3, attempt.memo(), SOON);
        }
        if (isWanted(open.version())) {
            return deploying.watch(open, attempt.memo());
        }
        return wasThereWhenPlanned(open) || isTakenBack(open) ? stop(open) : conflict(open);
    }

    /** What the change started that this one takes back, and that has not ended yet. */
    private boolean isTakenBack(Deployment open) {
        return change.takesBack().filter(open::isOf).isPresent();
    }

    private boolean wasThereWhenPlanned(Deployment open) {
        return Integer.toString(open.number()).equals(change.from().facts().get(AppConfigProfile.DEPLOYMENT));
    }

    /** What cannot be stopped has ended or is being stopped already: the next look tells. */
    private Progress stop(Deployment open) {
        String what = open.isBaking() ? "reverts " : "stops ";
        try {
            calls.stop(attempt, place, open.number(), open.isBaking());
        } catch (TargetException e) {
            if (e.kind() != Kind.INVALID && e.kind() != Kind.CONFLICT) {
                throw e;
            }
            what = "looks again, because AppConfig does not stop ";
        }
        return Progress.pending(what + open, 0.2, stopped(open), SOON);
    }

    private Memo stopped(Deployment deployment) {
        return attempt.memo().with(STOPPED, Integer.toString(deployment.number()));
    }

    private Progress conflict(Deployment other) {
        return Progress.failed(
                FailureKind.CONFLICT,
                "Somebody else started " + other + " of this profile at "
                        + other.times().started()
                        + ", after this change was planned (" + attempt.plannedAt() + "): expected version "
                        + change.from().id() + " or " + change.to().id()
                        + ". It is left alone. Find out who (CloudTrail event StartDeployment), agree on one, then plan again.");
    }

    // nothing goes on

    private Progress quiet() {
        List<Deployment> newest = new Deployments(calls, place, attempt)
                .ofProfile()
                .filter(Deployment::isComplete)
                .limit(2)
                .toList();
        Optional<Deployment> effective = newest.stream().findFirst();
        if (effective.filter(one -> isWanted(one.version())).isPresent()) {
            return settled(effective.get(), evidence(effective.get()));
        }
        if (effective.filter(this::isForeign).isPresent()) {
            return conflict(effective.get());
        }
        boolean reverts = newest.size() == 2
                && isWanted(newest.get(1).version())
                && isRevertible(newest.get(0), attempt.now())
                && attempt.memo().get(REFUSED).isEmpty();
        return reverts ? revert(newest.get(0)) : start();
    }

    /** Newer than what was there when the change was planned, and something else. */
    private boolean isForeign(Deployment effective) {
        return !effective.version().equals(change.from().id()) && isNewer(effective);
    }

    /** By the environment's own count, because AppConfig's clock may differ from ours. */
    private boolean isNewer(Deployment effective) {
        String planned = change.from().facts().get(AppConfigProfile.DEPLOYMENT);
        return planned == null
                ? effective.times().started().isAfter(attempt.plannedAt())
                : effective.number() > Integer.parseInt(planned);
    }

    static boolean isRevertible(Deployment deployment, Instant now) {
        return deployment.isComplete()
                && deployment
                        .times()
                        .completed()
                        .filter(at -> now.isBefore(at.plus(REVERTIBLE)))
                        .isPresent();
    }

    private boolean isWanted(String version) {
        return version.equals(change.to().id())
                || contents.key(version).equals(change.to().content());
    }

    private String evidence(Deployment effective) {
        boolean byUs = attempt.memo().get(STOPPED).isPresent();
        return byUs
                ? "by stopping deployment " + attempt.memo().get(STOPPED).orElse("")
                : "by " + effective + ", which this run did not start: adopted";
    }

    /** A revert goes past the monitors. What AppConfig refuses to revert is deployed. */
    private Progress revert(Deployment effective) {
        try {
            calls.stop(attempt, place, effective.number(), true);
        } catch (TargetException e) {
            if (e.kind() == Kind.INVALID || e.kind() == Kind.CONFLICT || e.kind() == Kind.MISSING) {
                return Progress.pending(
                        "AppConfig does not revert " + effective + ", so the older version is deployed",
                        0.1,
                        attempt.memo().with(REFUSED, "yes"),
                        SOON);
            }
            throw e;
        }
        return Progress.pending("reverts " + effective, 0.5, stopped(effective), SOON);
    }

    private Progress start() {
        StrategyChoice.Chosen chosen = StrategyChoice.of(calls, strategy, attempt);
        return deploying.start(change.to().id(), chosen, key(), attempt.memo());
    }

    /** A version that was encrypted needs its key again. */
    private Optional<String> key() {
        return new Deployments(calls, place, attempt)
                .ofProfile()
                .filter(one -> one.version().equals(change.to().id()))
                .findFirst()
                .flatMap(one -> one.about().kmsKey())
                .or(() -> place.about().kmsKey());
    }

    private Progress settled(Deployment serving, String how) {
        return Progress.settled(
                ProfileHistory.of(serving, contents)
                        .tenure(Tenure.since(serving.times().started(), "deployments")),
                "version " + serving.version() + " is complete, " + how);
    }
}
