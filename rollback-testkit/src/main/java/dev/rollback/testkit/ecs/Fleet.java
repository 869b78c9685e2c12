package dev.rollback.testkit.ecs;

import dev.rollback.testkit.ecs.FakeTask.End;
import dev.rollback.testkit.ecs.Images.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** The tasks of a service: launched, started, drained, stopped, and failing for the reasons that tasks fail for. */
final class Fleet {
    private static final Duration UNTIL_CRASH = Duration.ofSeconds(5);
    /** ECS shows stopped tasks for at least an hour. */
    private static final Duration SHOWN_AFTER_STOP = Duration.ofHours(1);

    private static final String OF_FARGATE =
            ". Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.";
    private static final String OF_HOSTS = " because no container instance met all of its requirements. The closest"
            + " matching container instance has insufficient memory available.";

    private final ServiceModel service;
    private final List<FakeTask> tasks = new ArrayList<>();
    private final List<FakeTask> waiting = new ArrayList<>();

    Fleet(ServiceModel service) {
        this.service = service;
    }

    List<FakeTask> tasks() {
        forgetOld();
        return List.copyOf(tasks);
    }

    private void forgetOld() {
        Instant shown = service.now().minus(SHOWN_AFTER_STOP);
        tasks.removeIf(task -> task.stoppedAt() != null && task.stoppedAt().isBefore(shown));
    }

    private List<FakeTask> of(Rollout rollout, Predicate<FakeTask> which) {
        return tasks.stream()
                .filter(task -> task.owner() == rollout && which.test(task))
                .toList();
    }

    int running(Rollout rollout) {
        return of(rollout, FakeTask::isRunning).size();
    }

    int wanted(Rollout rollout) {
        return of(rollout, FakeTask::isWanted).size();
    }

    int pending(Rollout rollout) {
        return wanted(rollout) - running(rollout);
    }

    boolean hasLiveTasks(Rollout rollout) {
        return !of(rollout, task -> !task.hasStopped()).isEmpty();
    }

    /** Launches what is missing of the deployment's tasks, or stops what is too much. */
    void fill(Rollout rollout) {
        int missing = service.desired() - wanted(rollout);
        if (missing > 0) {
            launch(rollout, missing);
            return;
        }
        List<FakeTask> all = of(rollout, FakeTask::isWanted);
        drain(all.subList(all.size() + missing, all.size()));
        service.deployer().taskStarted(rollout);
    }

    private void launch(Rollout rollout, int count) {
        forgetOld();
        rollout.launched();
        List<FakeTask> launched = new ArrayList<>();
        Duration start = service.pace().taskStart();
        for (int i = 1; i <= count; i++) {
            FakeTask task = new FakeTask(service.account().nextId(""), rollout, service.now());
            launched.add(task);
            service.after(start.multipliedBy(i).dividedBy(count), () -> start(task));
        }
        tasks.addAll(launched);
        service.say("has started " + count + " tasks: " + names(launched) + ".");
    }

    private static String names(List<FakeTask> tasks) {
        return tasks.stream().map(task -> "(task " + task.id() + ")").collect(Collectors.joining(" "));
    }

    private void start(FakeTask task) {
        if (task.phase() != FakeTask.Phase.PENDING || task.owner().isStuck()) {
            return;
        }
        Instant notBefore = task.owner().notBefore();
        if (notBefore != null && service.now().isBefore(notBefore)) {
            service.after(Duration.between(service.now(), notBefore), () -> start(task));
            return;
        }
        pull(task);
    }

    private void pull(FakeTask task) {
        ContainerImage missing =
                service.world().images().missing(task.owner().revision().containerImages());
        if (service.traits().outOfCapacity) {
            awaitCapacity(task);
        } else if (missing != null) {
            fail(task, cannotPull(missing.image()));
        } else {
            run(task);
        }
    }

    private void run(FakeTask task) {
        task.run(service.now());
        Rollout owner = task.owner();
        Quality quality = service.world().images().quality(owner.revision().containerImages());
        if (quality == Quality.CRASHING || owner.isExiting()) {
            service.after(UNTIL_CRASH, () -> crash(task));
        }
        service.deployer().taskStarted(owner);
    }

    private void awaitCapacity(FakeTask task) {
        waiting.add(task);
        service.say("was unable to place a task" + (isFargate(task) ? OF_FARGATE : OF_HOSTS)
                + " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");
    }

    /** Where neither is said, the scene's service is one of Fargate. */
    private static boolean isFargate(FakeTask task) {
        return task.owner().revision().launchType() != LaunchType.EC2;
    }

    /** Starts the tasks that wait for capacity. */
    void capacityReturns() {
        List<FakeTask> placed = List.copyOf(waiting);
        waiting.clear();
        placed.forEach(task -> service.after(service.pace().taskStart(), () -> start(task)));
    }

    private void crash(FakeTask task) {
        if (task.isRunning()) {
            fail(task, new End(TaskStopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited", 1, null));
        }
    }

    /** Lets running tasks fail their health check; they are launched again. */
    void failHealthCheck(Rollout rollout, int count) {
        of(rollout, FakeTask::isRunning).stream().limit(count).forEach(task -> fail(task, unhealthy()));
    }

    private static End unhealthy() {
        return new End(TaskStopCode.SERVICE_SCHEDULER_INITIATED, "Task failed container health checks", null, null);
    }

    private static End cannotPull(String image) {
        String reason = "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve"
                + " ref " + image + ": " + image + ": not found";
        return new End(TaskStopCode.TASK_FAILED_TO_START, reason, null, reason);
    }

    private void fail(FakeTask task, End why) {
        task.stop(service.now(), why);
        service.deployer().taskFailed(task.owner());
    }

    /** Stops the tasks that have not started yet. */
    void stopPending(Rollout rollout) {
        of(rollout, task -> task.phase() == FakeTask.Phase.PENDING)
                .forEach(task -> task.stop(service.now(), scaledIn(rollout)));
    }

    /** Lets a deployment have the running tasks of another one that had the same revision. */
    void adopt(Rollout rollout) {
        String revision = rollout.revision().serviceRevisionArn();
        tasks.stream()
                .filter(FakeTask::isRunning)
                .filter(task -> task.owner().revision().serviceRevisionArn().equals(revision))
                .forEach(task -> task.adoptedBy(rollout));
    }

    /** Starts to drain all tasks that are not the deployment's; tells whether there were any that drain now. */
    boolean drainOthers(@Nullable Rollout kept) {
        tasks.stream()
                .filter(task -> task.owner() != kept && task.phase() == FakeTask.Phase.PENDING)
                .forEach(task -> task.stop(service.now(), scaledIn(task.owner())));
        drain(tasks.stream()
                .filter(task -> task.owner() != kept && task.isRunning())
                .toList());
        return tasks.stream().anyMatch(task -> task.phase() == FakeTask.Phase.DEACTIVATING);
    }

    private void drain(List<FakeTask> leaving) {
        if (leaving.isEmpty()) {
            return;
        }
        leaving.forEach(task -> task.drain(service.now(), scaledIn(task.owner())));
        service.say("has begun draining connections on " + leaving.size() + " tasks.");
        service.after(service.pace().drain(), () -> stop(leaving));
    }

    private void stop(List<FakeTask> drained) {
        drained.forEach(task -> task.stop(service.now(), scaledIn(task.owner())));
        service.say("has stopped " + drained.size() + " running tasks: " + names(drained) + ".");
        service.forgetStopped();
    }

    private static End scaledIn(Rollout rollout) {
        return new End(
                TaskStopCode.SERVICE_SCHEDULER_INITIATED,
                "Scaling activity initiated by (deployment " + rollout.id() + ")",
                null,
                null);
    }
}
