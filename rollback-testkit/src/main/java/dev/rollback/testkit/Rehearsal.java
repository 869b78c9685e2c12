package dev.rollback.testkit;

import static java.util.Objects.requireNonNull;

import dev.rollback.EngineOptions;
import dev.rollback.RollbackPlan;
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
        return but(settings -> settings.engine = settings.engine.andThen(options));
    }

    /** With a soft blocker of the preview overridden, as a person would. */
    public Rehearsal overriding(String code, String reason) {
        return but(settings -> settings.overrides.put(code, reason));
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
        return but(settings -> settings.faults.add(new FaultPoint(operation, call, kind)));
    }

    private Rehearsal but(Consumer<RehearsalSettings> change) {
        return new Rehearsal(settings.but(change));
    }

    /**
     * Rehearses once, leaving nothing to chance.
     *
     * @throws RehearsalException when the run did not come to a report
     */
    public Rehearsed run() {
        return new OneRehearsal(settings, Conditions.plain(settings.faults)).run();
    }

    /**
     * Rehearses once as the seed has it: one more fault somewhere, another order among what happens at one time, other delays.
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
}
