package dev.rollback.examples.killed;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.rollback.examples.QuickStart;
import dev.rollback.examples.killed.Message.Answer;
import dev.rollback.examples.killed.Message.HttpAnswer;
import dev.rollback.examples.killed.Message.ProcessAnswer;
import dev.rollback.examples.killed.Message.Start;
import dev.rollback.target.Http;
import dev.rollback.target.Processes;
import dev.rollback.testkit.Call;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.s3.FakeBucket;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkClient;

/** The world of the story with all five targets, held by the parent. It outlives the processes that ask it. */
final class KilledStory {

    static final String REGION = "eu-west-1";

    private static final Instant GOOD = FakeAws.Builder.START.minus(ofDays(1));
    private static final Instant BAD = FakeAws.Builder.START.minus(ofMinutes(1));

    private static final List<String> HARMLESS_AGAIN = List.of("s3:DeleteObjects", "cloudfront:CreateInvalidation");

    private final FakeAws world = FakeAws.in(REGION, "123456789012");
    private final Instant incident;

    KilledStory() {
        QuickStart.scene(world);
        incident = world.clock().instant().minus(ofMinutes(20));
    }

    /** Lets the world's time pass to that of the process that asks. */
    void passTo(Instant time) {
        Instant now = world.clock().instant();
        if (time.isAfter(now)) {
            world.clock().advance(Duration.between(now, time));
        }
    }

    /** Nobody looks for a while. */
    void beAway() {
        world.clock().advance(ofSeconds(30));
    }

    /** Answers whatever is to be answered by the world. */
    Answer answer(Message message) {
        try {
            return new Answer(carriedOut(message), null);
        } catch (InvocationTargetException e) {
            return new Answer(null, Pojos.refusal(e.getCause() == null ? e : e.getCause()));
        } catch (Exception e) {
            return new Answer(null, e);
        }
    }

    private Serializable carriedOut(Message message) throws Exception {
        if (message instanceof Message.AwsCall call) {
            return aws(call);
        }
        if (message instanceof Message.HttpCall call) {
            return HttpAnswer.of(world.http()
                    .send(new Http.Request(call.method(), URI.create(call.uri()), call.headers(), call.timeout())));
        }
        if (message instanceof Message.ProcessCall call) {
            Processes.Result result = world.processes().run(call.command(), call.timeout());
            return new ProcessAnswer(result.exitCode(), result.output());
        }
        return new Start(world.clock().instant(), incident);
    }

    private Serializable aws(Message.AwsCall call) throws ReflectiveOperationException {
        Class<? extends SdkClient> type = Class.forName(call.client()).asSubclass(SdkClient.class);
        Object request = Objects.requireNonNull(Pojos.read(call.request()));
        Object answer = type.getMethod(call.operation(), request.getClass()).invoke(world.client(type), request);
        return Objects.requireNonNull(Pojos.write(answer));
    }

    /** What is true in the end: what serves, and how often it was changed for that. */
    SortedMap<String, Object> truth() {
        SortedMap<String, Object> truth = new TreeMap<>();
        var api = world.ecs().service("prod", "checkout-api");
        var site = world.s3().bucket("shop-frontend");
        truth.put("api", api.servingTaskDefinition());
        truth.put("api deployments", api.serviceDeployments());
        truth.put(
                "indexer",
                world.lambda().function("search-indexer").alias("live").traffic());
        truth.put(
                "flags",
                world.appConfig()
                        .application("shop")
                        .environment("prod")
                        .profile("flags")
                        .servedContent());
        truth.put("site", site.live());
        truth.put("site versions", versions(site));
        truth.put("open uploads", site.openUploads());
        truth.put("database", world.rds().instance("orders").restoredFrom());
        truth.put(
                "databases",
                world.rds().instanceNames().stream().map(KilledStory::ofAnyRun).toList());
        truth.put(
                "invalidations",
                world.cloudFront()
                        .distribution("E1234567890ABC")
                        .invalidations()
                        .size());
        truth.put("changes", changes());
        return truth;
    }

    /** How many versions and markers lie on each key. */
    private static SortedMap<String, Integer> versions(FakeBucket bucket) {
        SortedMap<String, Integer> versions = new TreeMap<>();
        bucket.liveAt(GOOD)
                .keySet()
                .forEach(key -> versions.put(key, bucket.versions(key).size()));
        bucket.liveAt(BAD)
                .keySet()
                .forEach(key -> versions.put(key, bucket.versions(key).size()));
        return versions;
    }

    /** Names that a change makes end with its id, which each run has its own of. */
    private static String ofAnyRun(String name) {
        return name.replaceAll("-[0-9a-f]{8}\\b", "-CHANGE");
    }

    /**
     * How often each change was made, by operation and what it names. Requests that have no effect when they are made again are left out, and their effect is
     * counted instead: markers are placed on condition that nothing else is on top, and an invalidation has a token.
     */
    private SortedMap<String, Integer> changes() {
        SortedMap<String, Integer> changes = new TreeMap<>();
        for (Call call : world.calls().writes()) {
            if (call.failure().isEmpty() && !HARMLESS_AGAIN.contains(call.operation())) {
                changes.merge(call.operation() + " " + ofAnyRun(call.subject()), 1, Integer::sum);
            }
        }
        return changes;
    }
}
