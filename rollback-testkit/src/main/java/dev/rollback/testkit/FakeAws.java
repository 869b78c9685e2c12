package dev.rollback.testkit;

import dev.rollback.EngineOptions;
import dev.rollback.journal.Checkpoint;
import dev.rollback.run.RunEvent;
import dev.rollback.target.Http;
import dev.rollback.target.Processes;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.appconfig.FakeAppConfig;
import dev.rollback.testkit.cloudfront.FakeCloudFront;
import dev.rollback.testkit.cloudtrail.FakeCloudTrail;
import dev.rollback.testkit.cloudwatch.FakeCloudWatch;
import dev.rollback.testkit.codepipeline.FakeCodePipeline;
import dev.rollback.testkit.ecr.FakeEcr;
import dev.rollback.testkit.ecs.FakeEcs;
import dev.rollback.testkit.eventbridge.FakeEventBridge;
import dev.rollback.testkit.iam.FakeIam;
import dev.rollback.testkit.kms.FakeKms;
import dev.rollback.testkit.lambda.FakeLambda;
import dev.rollback.testkit.rds.FakeRds;
import dev.rollback.testkit.s3.FakeS3;
import dev.rollback.testkit.secretsmanager.FakeSecretsManager;
import dev.rollback.testkit.sns.FakeSns;
import dev.rollback.testkit.ssm.FakeSsm;
import dev.rollback.testkit.sts.FakeSts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;

/**
 * An AWS account in memory, in one region, under virtual time: the world of a rehearsal.
 *
 * <pre>{@code
 * FakeAws world = FakeAws.in("eu-west-1", "123456789012");
 * world.ecs().service("prod", "checkout-api").desired(4).ran("41", ofDays(30)).deployed("42", ofMinutes(20)).unhealthy();
 * AwsTargets aws = AwsTargets.using(world::client);
 * }</pre>
 *
 * <p>Each service is made when it is first asked for and needs only its own SDK module. A scene talks to the fakes themselves; a plan talks to
 * the clients of {@link #client}, where calls are counted, take time and meet faults. What is not faked or not scripted fails and names itself.
 * To be used by one thread.
 */
public final class FakeAws {
    private final VirtualClock clock;
    private final FakeAccount account;
    private final Faults faults = new Faults();
    private final Latency latency;
    private final AwsCalls calls;
    private final Fakes fakes;
    private final Outside outside;
    private final List<String> missing = new ArrayList<>();
    private final List<String> canaries = new ArrayList<>();
    private final List<String> assumptions = new ArrayList<>();
    private Consumer<RunEvent> follower = event -> {};
    private long seed;
    private Runnable othersActed = () -> {};

    private FakeAws(Builder builder) {
        this.clock = builder.clock;
        this.account = new FakeAccount(clock, builder.region, builder.accountId);
        this.latency = new Latency(builder.latency, builder.sdkTimeout);
        this.calls = new AwsCalls(clock, faults, latency, new Upheavals(this));
        this.fakes = new Fakes(account, calls, missing::add);
        this.outside = new Outside(this, missing::add);
    }

    /** An empty account in this region, at {@link Builder#START}. */
    public static FakeAws in(String region, String account) {
        return new Builder().region(region).account(account).build();
    }

    /**
     * An account like the one of a checkpoint, an hour after it was taken, so that a bad release of less than an hour ago comes on top: tomorrow's rollback,
     * rehearsed on today's versions. In a rehearsal: {@code Rehearsal.of(scene, plan).world(builder -> builder.like(checkpoint))}.
     *
     * <p>Each target is there, in the captured version, as far as the checkpoint knows it. What it does not know is taken for something plain, see {@link
     * #assumptions}.
     *
     * @throws IllegalArgumentException when its targets are in more than one region and account, or one is of a kind that is not known
     */
    public static FakeAws like(Checkpoint checkpoint) {
        return new Builder().like(checkpoint).build();
    }

    /** Starts a world that differs in more than its region and account. */
    public static Builder builder() {
        return new Builder();
    }

    // time

    /** The clock of this world. */
    public VirtualClock clock() {
        return clock;
    }

    /** Lets something happen so much later, for example what another deployer does in the middle of the run. */
    public void after(Duration delay, Consumer<FakeAws> event) {
        clock.after(delay, () -> {
            event.accept(this);
            othersActed.run();
        });
    }

    // services

    /** The region and account. */
    public FakeAccount account() {
        return account;
    }

    /** The container services; pulls its images from {@link #ecr()} and watches the alarms of {@link #cloudWatch()}. */
    public FakeEcs ecs() {
        return fakes.ecs();
    }

    /** The image registry. */
    public FakeEcr ecr() {
        return fakes.ecr();
    }

    /** The rules that start scheduled tasks. */
    public FakeEventBridge eventBridge() {
        return fakes.eventBridge();
    }

    /** The alarms. */
    public FakeCloudWatch cloudWatch() {
        return fakes.cloudWatch();
    }

    /** The functions and aliases. */
    public FakeLambda lambda() {
        return fakes.lambda();
    }

    /** The trail that tells who moved which alias. */
    public FakeCloudTrail cloudTrail() {
        return fakes.cloudTrail();
    }

    /** Who is asking, and roles to assume. */
    public FakeSts sts() {
        return fakes.sts();
    }

    /** The roles. */
    public FakeIam iam() {
        return fakes.iam();
    }

    /** The names of secrets; never a value. */
    public FakeSecretsManager secretsManager() {
        return fakes.secretsManager();
    }

    /** Pipelines, and what is kept out of their stages. */
    public FakeCodePipeline codePipeline() {
        return fakes.codePipeline();
    }

    /** The names of parameters; never a value. */
    public FakeSsm ssm() {
        return fakes.ssm();
    }

    /** The topics, and what was published to them. */
    public FakeSns sns() {
        return fakes.sns();
    }

    /** The buckets, objects and their versions. */
    public FakeS3 s3() {
        return fakes.s3();
    }

    /** The distributions and their invalidations. */
    public FakeCloudFront cloudFront() {
        return fakes.cloudFront();
    }

    /** The configuration profiles and their deployments. */
    public FakeAppConfig appConfig() {
        return fakes.appConfig();
    }

    /** The databases, clusters and snapshots. */
    public FakeRds rds() {
        return fakes.rds();
    }

    /** The keys; never a secret. */
    public FakeKms kms() {
        return fakes.kms();
    }

    /**
     * The client of a service, as a plan uses it: {@code AwsTargets.using(world::client)}. Always the same one for a type.
     *
     * @param type the SDK's synchronous client interface
     * @throws IllegalArgumentException when the service is not faked
     * @throws IllegalStateException when its SDK module is not on the class path
     */
    public <C extends SdkClient> C client(Class<C> type) {
        return fakes.client(type);
    }

    // outside AWS

    /** Scripts a web address; query and fragment do not count. */
    public HttpScript http(String url) {
        return outside.address(url);
    }

    /** Scripts a process by its first words; of several that fit, the longest counts. */
    public ProcessScript process(String... words) {
        return outside.program(List.of(words));
    }

    /**
     * Lets an engine live in this world, with its time, its HTTP, its processes and a fixed seed:
     * {@code RollbackEngine.with(journal, world::host)}. For those who drive an engine by hand; a {@link Rehearsal} does it by itself.
     */
    public void host(EngineOptions engine) {
        host(engine, clock.engineTime());
    }

    void host(EngineOptions engine, VirtualTime time) {
        engine.time(time).http(outside).processes(outside).seed(seed);
    }

    /** HTTP as this world answers it. */
    public Http http() {
        return outside;
    }

    /** Processes as this world runs them. */
    public Processes processes() {
        return outside;
    }

    // faults and what happened

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** The calls so far; in a rehearsal, those since the plan was built. */
    public Calls calls() {
        return new Calls(calls.log());
    }

    /**
     * A text that must never be seen outside this world. Put it where a secret would be, for example in an environment variable; a rehearsal
     * searches journal, report and trace for it.
     *
     * @param name tells several apart
     */
    public String canary(String name) {
        String canary = "canary-" + name + "-" + account.nextUuid("canary");
        canaries.add(canary);
        return canary;
    }

    /** What a world that is made like another takes for something because it is not known, a line for each; empty for one that is made by hand. */
    public List<String> assumptions() {
        return List.copyOf(assumptions);
    }

    // for the rehearsal

    /** Tells someone of the events of the run, once the journal has them. */
    void followedBy(Consumer<RunEvent> told) {
        follower = follower.andThen(told);
    }

    void happened(List<RunEvent> events) {
        events.forEach(follower);
    }

    void assumed(String what) {
        assumptions.add(what);
    }

    List<String> canaries() {
        return List.copyOf(canaries);
    }

    /** What the plan asked for that this world does not have, each with its remedy. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    void forgetCalls() {
        calls.forget();
    }

    /** From now on notes at each call which faults would come to nothing there: for the run whose calls tell where to put faults. */
    void examineCalls() {
        calls.examine();
    }

    /** Tells of what the scene has in store for later, once it has happened. */
    void onceOthersActed(Runnable told) {
        othersActed = told;
    }

    /** Tells someone of each call before it is made, and when it has ended. */
    void observedBy(Consumer<Call> before, Consumer<Call> after) {
        calls.observedBy(before, after);
    }

    /** Leaves the order of what happens at one time, and how long calls take, to chance. */
    void leaveToChance(long by) {
        seed = by;
        clock.mixedBy(new Dice(by).of("order"));
        latency.by(new Dice(by).of("delays"));
    }

    /** What a world is like. Not thread-safe. */
    public static final class Builder {
        /** When a world begins unless said otherwise: a Monday morning. */
        public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

        private static final Duration AFTER_CHECKPOINT = Duration.ofHours(1);

        private String region = "eu-west-1";
        private String accountId = "123456789012";
        private VirtualClock clock = VirtualClock.at(START);
        private Duration latency = Duration.ofMillis(40);
        private Duration sdkTimeout = Duration.ofSeconds(10);
        private @Nullable SceneOfCheckpoint like;

        private Builder() {}

        /** The region; {@code eu-west-1} by default. */
        public Builder region(String name) {
            region = name;
            return this;
        }

        /** The account's 12 digits; {@code 123456789012} by default. */
        public Builder account(String digits) {
            accountId = digits;
            return this;
        }

        /** When it begins; {@link #START} by default. */
        public Builder startingAt(Instant start) {
            clock = VirtualClock.at(start);
            return this;
        }

        /**
         * Like the account of a checkpoint, see {@link FakeAws#like}: its region and account, what it holds, and an hour after it was taken. What is said after this
         * holds instead, {@link #startingAt} for example.
         *
         * @throws IllegalArgumentException when its targets are in more than one region and account
         */
        public Builder like(Checkpoint checkpoint) {
            like = new SceneOfCheckpoint(checkpoint);
            String[] place = like.place().split("/", 2);
            return region(place[0]).account(place[1]).startingAt(checkpoint.at().plus(AFTER_CHECKPOINT));
        }

        /** How long each call to AWS takes; 40 ms by default. */
        public Builder latency(Duration time) {
            latency = time;
            return this;
        }

        /** After how long the SDK gives a call up that gets no answer; 10 s by default. */
        public Builder sdkTimeout(Duration time) {
            sdkTimeout = time;
            return this;
        }

        /** Makes the world. */
        public FakeAws build() {
            FakeAws world = new FakeAws(this);
            if (like != null) {
                like.in(world, world::assumed);
            }
            return world;
        }
    }
}
