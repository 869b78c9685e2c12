package dev.rollback.testkit;

import static java.util.Objects.requireNonNull;

import dev.rollback.EngineOptions;
import dev.rollback.RollbackPlan;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Rehearses a rollback: sets a scene in a fresh fake AWS, builds the plan from its clients, previews it, runs it under virtual time, and
 * watches that the {@link Invariants} hold.
 *
 * <pre>{@code
 * Rehearsal rehearsal = Rehearsal.of(
 *         world -> world.ecs().service("prod", "checkout-api").ran("41", ofDays(30)).deployed("42", ofMinutes(20)),
 *         world -> Checkout.plan(AwsTargets.using(world::client)));
 * assertThat(rehearsal.run()).rolledBack();
 * assertThat(rehearsal.seeds(1_000)).keepsInvariants();
 * }</pre>
 *
 * <p>Immutable; each method answers a rehearsal of its own. Rehearsals share nothing but what scene and plan share, and {@link #seeds} runs
 * them side by side: let both make everything anew. The same seed gives the same trace on any JVM.
 */
public final class Rehearsal {
    private final RehearsalSettings settings;

    private Rehearsal(RehearsalSettings settings) {
        this.settings = settings;
    }

    /**
     * A rehearsal of a plan on a scene.
     *
     * @param scene sets up an empty world; called for each rehearsal
     * @param plan builds the plan from the clients of that world; called for each rehearsal
     */
    public static Rehearsal of(Consumer<FakeAws> scene, Function<FakeAws, RollbackPlan> plan) {
        return new Rehearsal(new RehearsalSettings(requireNonNull(scene, "scene"), requireNonNull(plan, "plan")));
    }

    /** In a world that differs in region, account, start or latency. */
    public Rehearsal world(Consumer<FakeAws.Builder> builder) {
        return but(settings -> settings.world = settings.world.andThen(builder));
    }

    /** With options of the engine; time, HTTP and processes are the world's in any case. */
    public Rehearsal engine(Consumer<EngineOptions> options) {
        return engine((engine, world) -> options.accept(engine));
    }

    /** With options of the engine that need the world, such as a notifier by its clients. */
    public Rehearsal engine(BiConsumer<EngineOptions, FakeAws> options) {
        return but(settings -> settings.engine = settings.engine.andThen(options));
    }

    /** With a soft blocker of the preview overridden, as a person would. */
    public Rehearsal overriding(String code, String reason) {
        return but(settings -> settings.overrides.put(code, reason));
    }

    /** With somebody who approves each step that asks for it, so long after it began to wait, whatever becomes of the process that asked. */
    public Rehearsal approvedBy(String who, Duration after) {
        return but(settings -> settings.approvers.put(who, after));
    }

    /** With one more invariant: something of the world that holds after each call and each entry of the journal. */
    public Rehearsal invariant(String title, Predicate<FakeAws> holds) {
        return invariant(Invariant.always(title, holds));
    }

    /** With one more invariant. */
    public Rehearsal invariant(Invariant invariant) {
        return but(settings -> settings.invariants.add(invariant));
    }

    /** Without an invariant that this plan breaks on purpose. */
    public Rehearsal without(Invariant invariant) {
        return but(settings -> settings.invariants.remove(invariant));
    }

    /** With a fault at a call of this operation, counted from 1 since the plan was built. */
    public Rehearsal withFault(String operation, int call, FaultKind kind) {
        return with(new FaultPoint(operation, call, kind));
    }

    /** With a process that dies there, and another one that carries on, see {@link CrashPoint}. Said several times, each process that carries on may die as well. */
    public Rehearsal withCrash(CrashPoint.At at, int number, boolean after) {
        return with(new CrashPoint(at, number, after));
    }

    /**
     * With somebody else who acts right before a call to AWS.
     *
     * @param act one that {@link #interferer} knows, or one that {@link #interference} names
     * @param call which call, counted from 1 since the plan was built, those of the preview included, before which nobody acts
     */
    public Rehearsal withInterference(String act, int call) {
        return with(new Interference(act, call));
    }

    private Rehearsal with(Disturbance disturbance) {
        return but(settings -> settings.disturbances.add(disturbance));
    }

    /**
     * With something that others may do while the plan is carried out, for {@link #interference}.
     *
     * @param act as a sentence: {@code somebody empties the bucket}
     * @param what does it
     */
    public Rehearsal interferer(String act, Consumer<FakeAws> what) {
        return but(settings -> settings.interferers.put(act, what));
    }

    /** With the order among what happens at one time, and how long calls take, as this seed has it. Explorations of many leave it out: {@link #seeds} brings its own. */
    public Rehearsal mixedBy(long seed) {
        return but(settings -> settings.seed = seed);
    }

    /**
     * With so much real time for each exploration, once its plain run has told what there is to explore; without, each takes the time that it takes. What it has not
     * come to by then is told by {@link Exploration#isComplete}; what it has come to is spread evenly.
     */
    public Rehearsal within(Duration budget) {
        if (budget.isNegative() || budget.isZero()) {
            throw new IllegalArgumentException(
                    "Explorations were given " + budget + ". Expected some time: give them 30 seconds, for example.");
        }
        return but(settings -> settings.budget = budget);
    }

    private Rehearsal but(Consumer<RehearsalSettings> change) {
        return new Rehearsal(settings.but(change));
    }

    /**
     * Rehearses once, leaving nothing to chance but what {@link #mixedBy} does.
     *
     * @throws RehearsalException when the run did not come to a report, or when a fault, a crash, an interference or an override that the rehearsal was given did not take place
     */
    public Rehearsed run() {
        return new Missed(new Twin(settings).run(Conditions.of(settings))).orThrow(settings);
    }

    /**
     * Rehearses once as the seed has it: one more fault or several, sometimes a process that dies, another order among what happens at one time, other delays.
     *
     * @throws RehearsalException when the run did not come to a report
     */
    public Rehearsed seed(long seed) {
        return new Explorer(settings).seed(seed);
    }

    /**
     * Rehearses with the seeds from 1 to n, on all cores. Then lets each fault befall each operation of the plain run that no seed brought
     * together, so that every pair is seen at least once; and compares the plain run with what it is when a listener throws or hangs.
     */
    public Exploration seeds(int n) {
        if (n < 0) {
            throw new IllegalArgumentException(
                    "A rehearsal with " + n + " seeds. Expected 0 or more. Begin with 1000.");
        }
        return new Explorer(settings).seeds(n);
    }

    /** Rehearses once for each call to AWS of the plain run, its preview's included, and each way in which that call can fail. On all cores. */
    public Exploration everyFault() {
        return new Explorer(settings).everyFault();
    }

    /**
     * Lets the process die at each append to the journal and at each call to AWS once the preview is made, before that has had its effect and after, and another one carry
     * on; and compares what it comes to with the plain run. On all cores.
     */
    public Exploration everyCrash() {
        return new Explorer(settings).everyCrash();
    }

    /**
     * Rehearses with two disturbances at once, each a fault or a crash. There are very many: 1,000 of them are tried, spread evenly over all, or as many as
     * {@link #within} gives time for. On all cores.
     */
    public Exploration pairs() {
        return new Explorer(settings).pairs();
    }

    /**
     * Lets somebody else act right before each call of the run until the last look at the target begins: deploy a third version, the bad one anew, or the wanted one; and what
     * {@link #interferer} adds, before each call. On all cores.
     *
     * @throws IllegalStateException when there is nobody who could interfere
     */
    public Exploration interference() {
        return new Explorer(settings).interference();
    }
}
