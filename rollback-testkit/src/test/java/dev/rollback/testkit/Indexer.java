package dev.rollback.testkit;

import dev.rollback.RollbackPlan;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;

/** A target of a few lines over the fake Lambda, with bugs that can be put in. */
final class Indexer implements Target {
    static final String URL = "https://search.example.com/health";

    private final LambdaClient lambda;
    private final Bug bug;
    private boolean asked;

    Indexer(FakeAws world, Bug bug) {
        this.lambda = world.client(LambdaClient.class);
        this.bug = bug;
    }

    enum Bug {
        NONE,
        WRITES_IN_PREVIEW,
        SAYS_DONE_AT_ONCE,
        GOES_BACK_TO_THE_BAD,
        DELETES_THE_BAD,
        LOWERS_CAPACITY,
        TELLS_SECRETS,
        TAKES_OVER_SILENTLY,
        TRUSTS_LOST_WRITES,
        CALLS_WHAT_IS_NOT_FAKED,
        CLAIMS_TO_STAND_AT_FROM,
        FIGHTS_OTHERS,
        REMEMBERS_IN_MEMORY,
        CANNOT
    }

    /** Version 6 served for 20 days; 7 was deployed 20 minutes ago and is bad. */
    static void scene(FakeAws world) {
        world.lambda()
                .function("indexer")
                .alias("live")
                .ran("6", Duration.ofDays(20))
                .deployed("7", Duration.ofMinutes(20))
                .unhealthy()
                .description(world.canary("description"));
        world.http(URL)
                .healthyWhen(w -> w.lambda().function("indexer").alias("live").isHealthy());
    }

    /** The same with provisioned concurrency, which Lambda moves by weights of its own for a while. */
    static void provisionedScene(FakeAws world) {
        scene(world);
        world.lambda().function("indexer").alias("live").provisionedConcurrency(5);
    }

    static Function<FakeAws, RollbackPlan> plan(Bug bug) {
        return world -> RollbackPlan.named("search")
                .rollBack("indexer", new Indexer(world, bug))
                .build();
    }

    static Rehearsal rehearsal(Bug bug) {
        return Rehearsal.of(Indexer::scene, plan(bug));
    }

    @Override
    public TargetId id() {
        return new TargetId("lambda-alias", "eu-west-1/123456789012", "indexer:live");
    }

    @Override
    public String name() {
        return "indexer";
    }

    @Override
    public Version current(Look look) {
        String number = look.read(call("GetAlias"), () -> aws(this::serving));
        if (bug == Bug.CLAIMS_TO_STAND_AT_FROM && number.equals("6")) {
            return version("7", look.now());
        }
        return version(number, look.now());
    }

    private String serving() {
        return lambda.getAlias(request -> request.functionName("indexer").name("live"))
                .functionVersion();
    }

    private static Version version(String number, Instant now) {
        Instant deployed = now.minus(Duration.ofMinutes(20));
        Tenure tenure = number.equals("6")
                ? Tenure.between(now.minus(Duration.ofDays(20)), deployed, "test")
                : Tenure.since(deployed, "test");
        return Version.of(number, number, tenure);
    }

    @Override
    public Stream<Version> history(Look look) {
        return Stream.of(version("7", look.now()), version("6", look.now()));
    }

    @Override
    public Assessment check(Change change, Look look) {
        if (bug == Bug.WRITES_IN_PREVIEW) {
            point("7");
        }
        if (bug == Bug.CALLS_WHAT_IS_NOT_FAKED) {
            try {
                lambda.getAccountSettings();
            } catch (UnsupportedOperationException e) {
                return Assessment.expecting(Duration.ofSeconds(10), Duration.ofSeconds(10))
                        .build();
            }
        }
        return Assessment.expecting(Duration.ofSeconds(10), Duration.ofSeconds(10))
                .finding(bug == Bug.CANNOT ? Finding.hard("CANNOT", "It cannot be done.", "Do something else.") : null)
                .build();
    }

    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        String number = attempt.read(call("GetAlias"), () -> aws(this::serving));
        return switch (bug) {
            case SAYS_DONE_AT_ONCE -> Progress.settled(change.to(), "version 6 serves");
            case GOES_BACK_TO_THE_BAD -> thereAndBack(number, change, attempt);
            case TELLS_SECRETS -> told(change, attempt);
            case CLAIMS_TO_STAND_AT_FROM -> claimed(number, change, attempt);
            default -> honest(number, change, attempt);
        };
    }

    private Progress honest(String number, Change change, Attempt attempt) {
        if (number.equals(change.to().id())) {
            return bug == Bug.REMEMBERS_IN_MEMORY && !asked
                    ? Progress.failed(FailureKind.CONFLICT, "somebody else did it")
                    : Progress.settled(change.to(), "version " + number + " serves" + adopted(attempt));
        }
        if (!number.equals(change.from().id()) && bug != Bug.FIGHTS_OTHERS) {
            return Progress.failed(FailureKind.CONFLICT, "somebody else put it at " + number);
        }
        asked = true;
        return write(change, attempt);
    }

    private String adopted(Attempt attempt) {
        return attempt.memo().isEmpty() && bug != Bug.TAKES_OVER_SILENTLY ? ", adopted" : "";
    }

    private Progress write(Change change, Attempt attempt) {
        if (bug == Bug.LOWERS_CAPACITY) {
            lambda.putProvisionedConcurrencyConfig(
                    request -> request.functionName("indexer").qualifier("live").provisionedConcurrentExecutions(1));
        }
        try {
            attempt.write(call("UpdateAlias"), () -> aws(() -> point(change.to().id())));
        } catch (TargetException e) {
            if (bug == Bug.TRUSTS_LOST_WRITES && e.kind() == TargetException.Kind.UNKNOWN_OUTCOME) {
                return Progress.settled(change.to(), "it will have worked");
            }
            throw e;
        }
        if (bug == Bug.DELETES_THE_BAD) {
            lambda.deleteFunction(request ->
                    request.functionName("indexer").qualifier(change.from().id()));
        }
        return Progress.pending("routing", 0.5, Memo.of("asked", change.id()), Duration.ofSeconds(5));
    }

    private Progress thereAndBack(String number, Change change, Attempt attempt) {
        attempt.write(call("UpdateAlias"), () -> aws(() -> point(number.equals("7") ? "6" : "7")));
        return number.equals("7")
                ? Progress.pending("routing", 0.5, Memo.of("asked", change.id()), Duration.ofMinutes(3))
                : Progress.failed(FailureKind.VERSION, "taken back");
    }

    private Progress told(Change change, Attempt attempt) {
        String description = lambda.getAlias(
                        request -> request.functionName("indexer").name("live"))
                .description();
        attempt.write(call("UpdateAlias"), () -> aws(() -> point(change.to().id())));
        return Progress.settled(change.to(), "serves as " + description);
    }

    private Progress claimed(String number, Change change, Attempt attempt) {
        if (!number.equals(change.to().id())) {
            attempt.write(call("UpdateAlias"), () -> aws(() -> point(change.to().id())));
        }
        return Progress.failed(FailureKind.ENVIRONMENT, "gave up");
    }

    private String point(String version) {
        return lambda.updateAlias(UpdateAliasRequest.builder()
                        .functionName("indexer")
                        .name("live")
                        .functionVersion(version)
                        .build())
                .functionVersion();
    }

    private static RemoteCall call(String operation) {
        return new RemoteCall("lambda:" + operation, new RemoteCall.Limit("lambda", 15, 15));
    }

    /** As a target of the library maps the SDK's errors. */
    private static <T> T aws(Supplier<T> body) {
        try {
            return body.get();
        } catch (AwsServiceException e) {
            throw TargetException.of(kind(e), String.valueOf(e.getMessage()), e);
        } catch (SdkException e) {
            throw TargetException.of(TargetException.Kind.UNKNOWN_OUTCOME, String.valueOf(e.getMessage()), e);
        }
    }

    private static TargetException.Kind kind(AwsServiceException e) {
        if (e.isThrottlingException()) {
            return TargetException.Kind.THROTTLED;
        }
        if (e.awsErrorDetails().errorCode().startsWith("ExpiredToken")) {
            return TargetException.Kind.CREDENTIALS;
        }
        return switch (e.statusCode()) {
            case 403 -> TargetException.Kind.DENIED;
            case 404 -> TargetException.Kind.MISSING;
            case 409, 412 -> TargetException.Kind.CONFLICT;
            default -> e.statusCode() >= 500 ? TargetException.Kind.UNKNOWN_OUTCOME : TargetException.Kind.INVALID;
        };
    }
}
