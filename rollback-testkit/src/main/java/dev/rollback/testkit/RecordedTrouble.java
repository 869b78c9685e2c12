package dev.rollback.testkit;

import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.testkit.RecordedStep.Failure;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import dev.rollback.testkit.ecs.DeploymentPace;
import dev.rollback.testkit.ecs.FakeEcsService;
import dev.rollback.testkit.lambda.LambdaAliasScene;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fast a target of a recorded run got there, and what kept it from that which is no failed call: its own tasks, AWS, somebody else. */
final class RecordedTrouble {
    private static final Pattern ECS_OTHER =
            Pattern.compile("Someone else deployed [^ :]+:(\\d+) to .* at (\\S+) \\(deployment.*");
    private static final Pattern LAMBDA_OTHER = Pattern.compile("Somebody else has moved .* to version (\\d+) \\(.*");
    private static final Pattern FLAGS_OTHER =
            Pattern.compile("Somebody else started deployment \\d+ of version (\\S+) of .* at (\\S+), after.*");
    private static final Pattern STATE = Pattern.compile("Version \\d+ is (Failed|Deleting) .*");

    private static final Duration BEFORE_SEEN = Duration.ofSeconds(1);
    private static final String ALARM = "recorded";

    private final RecordedStep step;
    private final Change change;
    private final Instant start;

    RecordedTrouble(RecordedStep step, Change change, Instant start) {
        this.step = step;
        this.change = change;
        this.start = start;
    }

    /** Sets it up; answers what cannot be. */
    Optional<String> in(FakeAws world, Replay replay) {
        String[] names = change.target().name().split("[/:]", -1);
        boolean known = switch (change.target().kind()) {
            case "ecs-service" -> service(world, replay, world.ecs().service(names[0], names[1]));
            case "lambda-alias" ->
                alias(replay, world.lambda().function(names[0]).alias(names[1]));
            case "appconfig-profile" ->
                profile(
                        world,
                        replay,
                        world.appConfig()
                                .application(names[0])
                                .environment(names[1])
                                .profile(names[2]));
            default -> step.failure == null && step.timedOut == null;
        };
        return known
                ? pace()
                : Optional.of(
                        step.name() + " did not get there, and the replay does not know how to keep it from that: "
                                + (step.failure == null ? "its time was over" : step.failure.reason()));
    }

    private Optional<String> pace() {
        boolean services = change.target().kind().equals("ecs-service")
                || change.target().kind().equals("lambda-alias");
        return services || step.settled == null
                ? Optional.empty()
                : Optional.of(step.name() + " took " + step.took(step.settled).orElse(Duration.ZERO)
                        + ": the replay takes as long as the fake does");
    }

    /** When somebody did it, counted from the step's start: as the failure tells, else shortly before it was seen. */
    private Duration when(Failure failure, String told) {
        Duration seen = step.since(failure.at().minus(BEFORE_SEEN));
        Duration by = told.isEmpty() ? seen : step.since(Duration.between(start, Instant.parse(told)));
        return by.compareTo(seen) < 0 ? by : seen;
    }

    private boolean callFailed() {
        Failure failure = step.failure;
        return failure != null && failure.reason().matches("(?s)[a-z0-9-]+:[A-Z]\\w+ .*");
    }

    // ECS

    private boolean service(FakeAws world, Replay replay, FakeEcsService service) {
        service.pace(paceOf());
        Failure failure = step.failure;
        if (failure == null || callFailed()) {
            return true;
        }
        Matcher other = ECS_OTHER.matcher(failure.reason());
        if (other.matches()) {
            replay.disturb(step, when(failure, other.group(2)), () -> service.otherActorDeploys(other.group(1)));
            return true;
        }
        if (!failure.reason().startsWith("ECS ended deployment")) {
            return false;
        }
        return ended(world, replay, service, failure);
    }

    private boolean ended(FakeAws world, Replay replay, FakeEcsService service, Failure failure) {
        String reason = failure.reason();
        if (reason.contains("alarm")) {
            service.alarms(ALARM);
            replay.disturb(
                    step,
                    step.since(failure.at()).dividedBy(2),
                    () -> world.cloudWatch().alarm(ALARM).inAlarm());
            return true;
        }
        boolean rollsBack = failure.kind() == FailureKind.REVERTED_BY_AWS
                || reason.contains("rolled back")
                || reason.contains("rolling back");
        if (rollsBack) {
            service.circuitBreaker();
        } else {
            service.circuitBreakerWithoutRollback();
        }
        String revision = change.to().id().substring(change.to().id().lastIndexOf(':') + 1);
        if (failure.kind() == FailureKind.VERSION) {
            service.crashing(revision);
        } else {
            replay.disturb(step, Duration.ZERO, () -> service.imageGone(revision));
        }
        return true;
    }

    /** So that it serves and settles when it did; a deployment that was not seen to end goes on for twice the time that it was watched. */
    private DeploymentPace paceOf() {
        Duration serving = step.took(step.serving == null ? step.settled : step.serving)
                .or(() -> step.took(step.timedOut).map(time -> time.multipliedBy(2)))
                .orElse(DeploymentPace.DEFAULT.taskStart().plus(DeploymentPace.DEFAULT.healthCheck()));
        Duration half = shorter(serving).dividedBy(2);
        return new DeploymentPace(half, half, drain(), Duration.ZERO);
    }

    /** None where the service was seen settled before it was seen serving. */
    private Duration drain() {
        if (step.settled == null) {
            return DeploymentPace.DEFAULT.drain();
        }
        return step.serving == null ? Duration.ZERO : shorter(step.settled.minus(step.serving));
    }

    /** What was seen at a look had been so for a moment. */
    private static Duration shorter(Duration seen) {
        Duration less = seen.minus(BEFORE_SEEN);
        return less.isNegative() ? Duration.ZERO : less;
    }

    // Lambda

    private boolean alias(Replay replay, LambdaAliasScene alias) {
        Failure failure = step.failure;
        if (failure == null || callFailed()) {
            return step.timedOut == null;
        }
        Matcher other = LAMBDA_OTHER.matcher(failure.reason());
        if (other.matches()) {
            replay.disturb(step, when(failure, ""), () -> alias.otherActorPoints(other.group(1)));
            return true;
        }
        Matcher state = STATE.matcher(failure.reason());
        if (state.matches()) {
            replay.disturb(step, Duration.ZERO, () -> alias.state(change.to().id(), state.group(1)));
        }
        return state.matches();
    }

    // AppConfig

    private boolean profile(FakeAws world, Replay replay, FakeConfiguration profile) {
        Failure failure = step.failure;
        if (failure == null || callFailed()) {
            return step.timedOut == null;
        }
        Matcher other = FLAGS_OTHER.matcher(failure.reason());
        if (other.matches()) {
            String version = other.group(1);
            profile.holding(version, "{\"like\":\"version " + version + "\"}");
            replay.disturb(step, when(failure, other.group(2)), () -> profile.someoneDeploysVersion(version));
            return true;
        }
        if (failure.kind() == FailureKind.REVERTED_BY_AWS) {
            profile.environment().monitors(ALARM);
            replay.disturb(
                    step,
                    step.since(failure.at().minus(BEFORE_SEEN)),
                    () -> world.cloudWatch().alarm(ALARM).inAlarm());
            return true;
        }
        return false;
    }
}
