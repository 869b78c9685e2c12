package dev.rollback.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A way in which one call to AWS can go wrong, or in which AWS goes wrong because of it.
 *
 * <table>
 * <caption>The kinds: what AWS does, and which calls it befalls</caption>
 * <tr><th>kind</th><th>what AWS does</th><th>calls</th></tr>
 * <tr><td>{@link #THROTTLE}</td><td>refuses, in the service's own shape; nothing happens</td><td>all</td></tr>
 * <tr><td>{@link #SERVER_ERROR}</td><td>answers 5xx; nothing happens</td><td>all</td></tr>
 * <tr><td>{@link #SERVER_ERROR_AFTER}</td><td>does it and answers 5xx</td><td>writes</td></tr>
 * <tr><td>{@link #LOST_RESPONSE}</td><td>does it, and no answer comes</td><td>writes</td></tr>
 * <tr><td>{@link #TIMEOUT}</td><td>does nothing, and no answer comes</td><td>all</td></tr>
 * <tr><td>{@link #CONNECTION_RESET}</td><td>never hears of it</td><td>all</td></tr>
 * <tr><td>{@link #ACCESS_DENIED}</td><td>IAM refuses</td><td>all</td></tr>
 * <tr><td>{@link #EXPIRED_CREDENTIALS}</td><td>refuses the token</td><td>all</td></tr>
 * <tr><td>{@link #CONFLICT}</td><td>says that somebody else changes the same thing</td><td>writes of services that say so</td></tr>
 * <tr><td>{@link #STALE_READ}</td><td>answers what it answered before</td><td>reads that are asked again</td></tr>
 * <tr><td>{@link #SLOW}</td><td>answers late</td><td>all</td></tr>
 * <tr><td>{@link #SLOW_CONVERGENCE}</td><td>takes five times as long over what the call began</td><td>writes that begin something: UpdateService
 *     and StopServiceDeployment in ECS, UpdateAlias in Lambda while provisioned concurrency moves or the version is pending, StartDeployment and
 *     StopDeployment in AppConfig, CreateInvalidation in CloudFront, what creates, restores, modifies, renames and reboots in RDS</td></tr>
 * <tr><td>{@link #NEVER_ENDS}</td><td>never comes to the end of it</td><td>the same</td></tr>
 * <tr><td>{@link #CIRCUIT_BREAKER}</td><td>rolls the deployment back, because its tasks exit</td><td>UpdateService in ECS, where it begins a
 *     rolling deployment</td></tr>
 * <tr><td>{@link #ALARM}</td><td>rolls the deployment back, because an alarm goes off</td><td>the same, and StartDeployment in AppConfig</td></tr>
 * <tr><td>{@link #IMAGE_GONE}</td><td>cannot start a task: its image is no longer in the registry</td><td>UpdateService in ECS, where the
 *     images are the account's own</td></tr>
 * <tr><td>{@link #CAPACITY_SHORT}</td><td>has no room: tasks stay pending for half an hour, provisioned concurrency fails, RDS refuses</td>
 *     <td>UpdateService in ECS, UpdateAlias in Lambda while provisioned concurrency moves, creation and restore in RDS</td></tr>
 * <tr><td>{@link #CLOCK_FORWARD}</td><td>refuses the signature, for the caller's clock was set an hour ahead</td><td>all</td></tr>
 * <tr><td>{@link #CLOCK_BACK}</td><td>refuses the signature, for the caller's clock was set back by 20 minutes</td><td>all</td></tr>
 * <tr><td>{@link #AWS_AHEAD}</td><td>has a clock that is 4 minutes ahead of the caller's from then on</td><td>all</td></tr>
 * <tr><td>{@link #AWS_BEHIND}</td><td>has a clock that is 4 minutes behind the caller's from then on</td><td>all</td></tr>
 * <tr><td>{@link #UNKNOWN_VALUES}</td><td>answers with states newer than the SDK</td><td>answers that have a state</td></tr>
 * <tr><td>{@link #MISSING_FIELDS}</td><td>answers without what it may leave out</td><td>answers that have such a thing</td></tr>
 * </table>
 */
public enum FaultKind {
    /** The service is asked too much and does nothing: in the shape that this service has. */
    THROTTLE("throttle"),
    /** The service fails before it does anything: status 5xx. */
    SERVER_ERROR("5xx"),
    /** The service does what it was asked and then fails, with the same status 5xx as if it had done nothing. */
    SERVER_ERROR_AFTER("5xx after"),
    /** The service does what it was asked, the answer gets lost, and the SDK gives up after its time. */
    LOST_RESPONSE("lost"),
    /** Nothing happens, and the SDK gives up after its time. */
    TIMEOUT("time-out"),
    /** The connection breaks before the service hears of the call. */
    CONNECTION_RESET("reset"),
    /** IAM refuses. */
    ACCESS_DENIED("denied"),
    /** The caller's credentials have expired. */
    EXPIRED_CREDENTIALS("expired"),
    /** Somebody else changes the same thing at that moment, where the service says so. */
    CONFLICT("conflict"),
    /** The service answers as it did before, some more times: eventual consistency. */
    STALE_READ("stale"),
    /** The answer takes long. */
    SLOW("slow"),
    /** What the call begins takes five times as long as usual. */
    SLOW_CONVERGENCE("converges"),
    /**
     * What the call begins never ends: a deployment of ECS stays {@code IN_PROGRESS} with its tasks pending, one of AppConfig stays where it is,
     * provisioned concurrency stays {@code IN_PROGRESS} and a pending version pending, a database stays {@code creating}.
     */
    NEVER_ENDS("never ends"),
    /**
     * The tasks of the deployment exit, and the circuit breaker rolls it back to the version that completed last. It trips after half of the desired
     * tasks, but 3 to 200, have failed; where the service has none it is switched on.
     */
    CIRCUIT_BREAKER("breaker"),
    /**
     * An alarm goes off 20 s after the deployment has begun, and ECS or AppConfig roll it back. What watches no alarm gets one.
     */
    ALARM("alarm"),
    /** The images are removed from ECR between the call and the pull: tasks stop with {@code CannotPullContainerError}. */
    IMAGE_GONE("no image"),
    /**
     * There is no room: tasks of ECS stay pending for half an hour, provisioned concurrency ends in {@code FAILED}, and RDS refuses with
     * {@code InsufficientDBInstanceCapacity} or {@code InsufficientDBClusterCapacityFault}.
     */
    CAPACITY_SHORT("no room"),
    /**
     * The clock of whoever runs the engine is set forward by an hour. AWS refuses signatures that are more than 5 minutes off, S3 those that are more
     * than 15; the SDK learns the difference from the refusal and gets through with the next call.
     */
    CLOCK_FORWARD("clock +"),
    /** The clock of whoever runs the engine is set back by 20 minutes; AWS refuses the signature as with {@link #CLOCK_FORWARD}. */
    CLOCK_BACK("clock -"),
    /** From this call on the clock of AWS is 4 minutes ahead of the caller's, which AWS puts up with. */
    AWS_AHEAD("aws +"),
    /** From this call on the clock of AWS is 4 minutes behind the caller's, which AWS puts up with. */
    AWS_BEHIND("aws -"),
    /**
     * The states and statuses of the answer have values that this SDK does not know: AWS adds some without a new version of its API, and enums
     * answer {@code UNKNOWN_TO_SDK_VERSION} for them.
     */
    UNKNOWN_VALUES("unknown"),
    /**
     * The answer lacks what AWS may leave out: times, counts, reasons, the rollout state of a deployment in ECS, the state of an old version in
     * Lambda. What identifies a thing is always there.
     */
    MISSING_FIELDS("missing");

    private final String heading;

    FaultKind(String heading) {
        this.heading = heading;
    }

    /** What to call it over a column. */
    String heading() {
        return heading;
    }

    /** Whether a call of this operation can go wrong in this way. */
    boolean befalls(String operation, boolean write) {
        return switch (this) {
            case SERVER_ERROR_AFTER, LOST_RESPONSE -> write;
            case CONFLICT -> write && FaultShapes.hasConflict(operation);
            case STALE_READ -> !write;
            case SLOW_CONVERGENCE, NEVER_ENDS -> Upheavals.begins(operation);
            case CIRCUIT_BREAKER, IMAGE_GONE -> Upheavals.deploysTasks(operation);
            case ALARM -> Upheavals.isWatchedByAlarms(operation);
            case CAPACITY_SHORT -> Upheavals.takesCapacity(operation);
            default -> true;
        };
    }

    /** Whether it happens to what a call has begun, once it has. */
    boolean isUpheaval(String operation) {
        return switch (this) {
            case SLOW_CONVERGENCE, NEVER_ENDS, CIRCUIT_BREAKER, ALARM, IMAGE_GONE -> true;
            case CAPACITY_SHORT -> !FaultShapes.hasCapacity(operation);
            default -> false;
        };
    }

    /** Whether the clocks of AWS and its caller differ from the beginning on, so that it is worth trying at the first call alone. */
    boolean isSkew() {
        return this == AWS_AHEAD || this == AWS_BEHIND;
    }

    /** By how much the clock of whoever runs the engine is set. */
    Duration setsClock() {
        return switch (this) {
            case CLOCK_FORWARD -> Duration.ofHours(1);
            case CLOCK_BACK -> Duration.ofMinutes(-20);
            case AWS_AHEAD -> Duration.ofMinutes(-4);
            case AWS_BEHIND -> Duration.ofMinutes(4);
            default -> Duration.ZERO;
        };
    }

    /** How it changes what an answer says; null where it does not. */
    @Nullable
    AnswerChange answerChange() {
        return switch (this) {
            case UNKNOWN_VALUES -> AnswerChange.UNKNOWN_VALUES;
            case MISSING_FIELDS -> AnswerChange.MISSING_FIELDS;
            default -> null;
        };
    }
}
