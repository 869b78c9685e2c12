package dev.rollback.testkit.ecs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** One task: which deployment launched it, which one it counts for now, and how far its life has come. */
final class FakeTask {
    enum Phase {
        PENDING,
        RUNNING,
        /** Takes no new connections, lets the open ones end. */
        DEACTIVATING,
        STOPPED
    }

    /** Why a task stopped. */
    record End(
            TaskStopCode code,
            String reason,
            @Nullable Integer exitCode,
            @Nullable String containerReason) {}

    private final String id;
    private final Rollout launchedBy;
    private final Instant createdAt;
    private Rollout owner;
    private Phase phase = Phase.PENDING;
    private @Nullable Instant startedAt;
    private @Nullable Instant stoppingAt;
    private @Nullable Instant stoppedAt;
    private @Nullable End end;

    FakeTask(String id, Rollout rollout, Instant createdAt) {
        this.id = id;
        this.launchedBy = rollout;
        this.owner = rollout;
        this.createdAt = createdAt;
    }

    String id() {
        return id;
    }

    Rollout launchedBy() {
        return launchedBy;
    }

    Rollout owner() {
        return owner;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant startedAt() {
        return startedAt;
    }

    @Nullable
    Instant stoppingAt() {
        return stoppingAt;
    }

    @Nullable
    Instant stoppedAt() {
        return stoppedAt;
    }

    @Nullable
    End end() {
        return end;
    }

    Phase phase() {
        return phase;
    }

    boolean isRunning() {
        return phase == Phase.RUNNING;
    }

    /** Tells whether ECS wants the task to run, which ends before it has stopped. */
    boolean isWanted() {
        return phase == Phase.PENDING || phase == Phase.RUNNING;
    }

    boolean hasStopped() {
        return phase == Phase.STOPPED;
    }

    /** Lets the task count for another deployment of the same revision. */
    void adoptedBy(Rollout rollout) {
        owner = rollout;
    }

    void run(Instant at) {
        phase = Phase.RUNNING;
        startedAt = at;
    }

    void drain(Instant at, End why) {
        phase = Phase.DEACTIVATING;
        stoppingAt = at;
        end = why;
    }

    void stop(Instant at, End why) {
        phase = Phase.STOPPED;
        stoppingAt = stoppingAt == null ? at : stoppingAt;
        stoppedAt = at;
        end = why;
    }
}
