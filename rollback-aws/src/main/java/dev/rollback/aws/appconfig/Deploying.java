package dev.rollback.aws.appconfig;

import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Starts a deployment of ours and watches it to its end, and waits its turn before: an environment takes one at a time. What we start carries the change's
 * id in its description, so one whose answer was lost is found again.
 */
final class Deploying {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final AppConfigCalls calls;
    private final Place place;
    private final Attempt attempt;
    private final Deployments deployments;
    private final String changeId;

    Deploying(AppConfigCalls calls, Place place, Attempt attempt, String changeId) {
        this.calls = calls;
        this.place = place;
        this.attempt = attempt;
        this.deployments = new Deployments(calls, place, attempt);
        this.changeId = changeId;
    }

    /** How a deployment of this change describes itself. */
    static String description(String changeId) {
        return "rollback " + changeId;
    }

    /** The deployment that this change started, if it has. One from before it was planned cannot be. */
    Optional<Deployment> ours() {
        Instant planned = attempt.plannedAt().minus(SKEW);
        return deployments
                .all()
                .takeWhile(one -> !one.times().started().isBefore(planned))
                .filter(one -> one.about().profile().equals(place.about().name()))
                .flatMap(one -> calls.deployment(attempt, place, one.number()).stream())
                .filter(one -> one.isOf(changeId))
                .findFirst();
    }

    /** What a deployment is doing, without its end: that is the caller's to judge. */
    Progress watch(Deployment deployment, Memo memo) {
        if (deployment.isBaking()) {
            return Progress.serving(
                    "all clients may get version " + deployment.version() + "; " + deployment + " bakes until about "
                            + deployment.expectedEnd(),
                    memo,
                    pause(deployment));
        }
        String why = deployment + " is "
                + deployment.state().toLowerCase(Locale.ROOT).replace('_', ' ') + ", "
                + Math.round(deployment.percent()) + " %";
        return Progress.pending(why, Math.min(0.99, deployment.percent() / 100), memo, pause(deployment));
    }

    /** Looks more seldom where there is long to wait. */
    private Duration pause(Deployment deployment) {
        Duration left =
                Duration.between(attempt.now(), deployment.expectedEnd()).dividedBy(10);
        return left.compareTo(SOON) < 0 ? SOON : left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }

    /** Another profile's deployment has the environment. */
    Progress waitFor(Deployment other, Memo memo) {
        String why = "waits its turn in the environment: " + other + " of profile "
                + other.about().profile() + " is "
                + other.state().toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + Math.round(other.percent())
                + " %, until about " + other.expectedEnd();
        return Progress.pending(why, 0.01, memo, pause(other));
    }

    /** Starts one. Where another came first, or no answer, the next call looks at what is there. */
    Progress start(String version, StrategyChoice.Chosen strategy, Optional<String> key, Memo memo) {
        try {
            int number = calls.start(
                    attempt,
                    place,
                    new AppConfigCalls.Start(version, strategy.id(), description(changeId)),
                    key.orElse(null));
            return Progress.pending("deploys version " + version + " as number " + number, 0.02, memo, SOON);
        } catch (TargetException e) {
            if (e.kind() == Kind.CONFLICT) {
                return Progress.pending(
                        "waits its turn in the environment: somebody else came first", 0.01, memo, SOON);
            }
            if (e.kind() == Kind.INVALID) {
                return Progress.failed(
                        FailureKind.VERSION, "AppConfig refused version " + version + ": " + e.getMessage());
            }
            throw e;
        }
    }

    /** Ours has ended without arriving: by an alarm, or by somebody. It is not started again. */
    static Progress.Failed undone(Deployment ours) {
        boolean byService = ours.about().why().contains("CLOUDWATCH_ALARM")
                || ours.about().why().contains("APPCONFIG")
                || ours.about().why().contains("INTERNAL_ERROR");
        return Progress.failed(
                byService ? FailureKind.REVERTED_BY_AWS : FailureKind.CONFLICT,
                "Our " + ours + " ended " + ours.state()
                        + (ours.about().why().isEmpty()
                                ? ""
                                : ": " + ours.about().why())
                        + ". It is not started again; look at the environment's monitors, then plan again.");
    }
}
