package dev.rollback.testkit.ecs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/**
 * One entry of a service's {@code deployments}: a revision being brought out, serving, or on its way out.
 *
 * <p>A service deployment that rolls back has two of them: one for the revision that failed, one for the revision that
 * it goes back to.
 */
final class Rollout {
    private final String id;
    private final ServiceRevision revision;
    private final DeploymentRecord record;
    private final Instant createdAt;
    private Instant updatedAt;
    private boolean primary = true;
    private DeploymentRolloutState state = DeploymentRolloutState.IN_PROGRESS;
    private String reason;
    private int failedTasks;
    private int launches;
    private boolean settling;
    private boolean retrying;
    private @Nullable Integer weight;
    private int times = 1;
    private @Nullable Instant notBefore;
    private boolean stuck;
    private boolean exiting;

    Rollout(String id, ServiceRevision revision, DeploymentRecord record, Instant createdAt) {
        this.id = id;
        this.revision = revision;
        this.record = record;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.reason = "ECS deployment " + id + " in progress.";
    }

    String id() {
        return id;
    }

    ServiceRevision revision() {
        return revision;
    }

    DeploymentRecord record() {
        return record;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    boolean isPrimary() {
        return primary;
    }

    DeploymentRolloutState state() {
        return state;
    }

    String reason() {
        return reason;
    }

    int failedTasks() {
        return failedTasks;
    }

    int launches() {
        return launches;
    }

    boolean isSettling() {
        return settling;
    }

    /** The share of the traffic in percent while a load balancer splits it; null where each task gets its part. */
    @Nullable
    Integer weight() {
        return weight;
    }

    /** Tells whether this is the way back of a service deployment whose target failed. */
    boolean goesBack() {
        return !revision.serviceRevisionArn().equals(record.targetRevision());
    }

    boolean isMoving() {
        return primary && state == DeploymentRolloutState.IN_PROGRESS;
    }

    void weigh(@Nullable Integer share) {
        weight = share;
    }

    void launched() {
        launches++;
    }

    void taskFailed(Instant at) {
        failedTasks++;
        updatedAt = at;
    }

    void settling(boolean whether) {
        settling = whether;
    }

    boolean isRetrying() {
        return retrying;
    }

    void retrying(boolean whether) {
        retrying = whether;
    }

    /** Takes so many times as long; no task starts before that moment. */
    void slow(int factor, Instant firstStart) {
        times = factor;
        notBefore = firstStart;
    }

    int times() {
        return times;
    }

    /** When a task may start at the earliest; null for whenever. */
    @Nullable
    Instant notBefore() {
        return notBefore;
    }

    /** Comes no further: its tasks stay pending. */
    void stick() {
        stuck = true;
    }

    boolean isStuck() {
        return stuck;
    }

    /** Lets its tasks exit soon after their start, whatever their image. */
    void exit() {
        exiting = true;
    }

    boolean isExiting() {
        return exiting;
    }

    void retire(Instant at) {
        primary = false;
        updatedAt = at;
    }

    void say(String why) {
        reason = why;
    }

    void steady() {
        failedTasks = 0;
    }

    void complete(Instant at) {
        state = DeploymentRolloutState.COMPLETED;
        reason = "ECS deployment " + id + " completed.";
        updatedAt = at;
    }

    void fail(Instant at, String why) {
        state = DeploymentRolloutState.FAILED;
        reason = why;
        updatedAt = at;
    }
}
