package dev.rollback.aws.ecs;

import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Deployment;

/**
 * One call of reconcile: what shall change, what was seen, and what was remembered from the calls before it.
 *
 * @param change what shall change
 * @param seen what the service is like now
 * @param attempt what the engine handed out
 * @param memo what to remember for the next call
 */
record Turn(Change change, Seen seen, Attempt attempt, Memo memo) {

    /** Id of the deployment that is ours, started or adopted. */
    static final String OURS = "deployment";

    /** When our deployment began, by the service's clock. */
    static final String SINCE = "since";

    /** ARN of the definition that our deployment brings. */
    static final String DEFINITION = "definition";

    /** ARN of the deployment that we asked to be rolled back, or that rolls back by itself. */
    static final String STOPPED = "stopped";

    /** When we last asked the service to change, by the engine's clock. */
    static final String ASKED = "asked";

    /** How many tasks ran beside ours when it began: only then does their leaving prove that ours are healthy. */
    static final String HAD = "had";

    /** How our deployment came to be ours, if not started by this change. */
    static final String ADOPTED = "adopted";

    /** Id of the failed deployment that is to be tried again by force. */
    static final String FORCED = "forced";

    /** Set when stopping the deployment in flight did not lead to the wanted version. */
    static final String NO_STOP = "nostop";

    /** The alarm settings as found, before they were switched off. */
    static final String ALARMS = "alarms";

    /** ARN of the service deployment that is ours. */
    static final String RECORD = "record";

    /** Clocks of the engine and of AWS may differ by this much. */
    static final Duration SKEW = Duration.ofSeconds(10);

    /** How long an answer of the service may lag behind what was asked of it. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    Turn(Change change, Seen seen, Attempt attempt) {
        this(change, seen, attempt, attempt.memo());
    }

    Turn remember(String key, String value) {
        return new Turn(change, seen, attempt, memo.with(key, value));
    }

    Optional<String> recall(String key) {
        return memo.get(key).filter(value -> !value.isEmpty());
    }

    /** Remembers a deployment as ours. */
    Turn ours(Deployment deployment) {
        return remember(OURS, deployment.id())
                .remember(SINCE, Seen.began(deployment).toString())
                .remember(DEFINITION, deployment.taskDefinition());
    }

    /** Remembers that the service was asked to change, and how many tasks of the other version it had. */
    Turn asked() {
        int others = seen.service().deployments().stream()
                .mapToInt(deployment -> Seen.orZero(deployment.runningCount()))
                .sum();
        return remember(ASKED, attempt.now().toString()).remember(HAD, String.valueOf(others));
    }

    Instant since() {
        return recall(SINCE).map(Instant::parse).orElse(Instant.EPOCH);
    }

    /** Whether the last answer of the service may be from before it was asked. */
    boolean isWithinGrace() {
        return recall(ASKED)
                .map(at -> attempt.now().isBefore(Instant.parse(at).plus(GRACE)))
                .orElse(false);
    }

    /** Whether a deployment began when the change was planned, or later. */
    boolean isFresh(Instant began) {
        return !began.isBefore(attempt.plannedAt().minus(SKEW));
    }

    Progress pending(String why, double share) {
        return Progress.pending(why, Math.max(0, Math.min(1, share)), memo, AGAIN);
    }

    /** There is a next step to take at once. */
    Progress next(String why) {
        return Progress.pending(why, 0, memo, SOON);
    }

    Progress serving(String evidence) {
        return Progress.serving(evidence, memo, AGAIN);
    }

    Progress failed(FailureKind kind, String reason) {
        return Progress.failed(kind, reason);
    }
}
