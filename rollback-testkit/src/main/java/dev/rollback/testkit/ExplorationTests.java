package dev.rollback.testkit;

import dev.rollback.run.Outcome;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/**
 * All explorations of a rehearsal as tests of JUnit, one shown for each:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> the_checkout_can_be_rolled_back_whatever_happens() {
 *     return ExplorationTests.of(Rehearsal.of(scene, plan).within(ofSeconds(20)));
 * }
 * }</pre>
 *
 * <p>Each passes if every invariant holds in every rehearsal of it; what fails tells the first that does not, with how to see it again.
 */
public final class ExplorationTests {
    private static final int SEEDS = 100;

    private ExplorationTests() {}

    /** The plain run, every fault, every crash, pairs of both, others who act, and a hundred seeds; each within the budget of the rehearsal. */
    public static Stream<DynamicTest> of(Rehearsal rehearsal) {
        return Stream.of(
                DynamicTest.dynamicTest("the plain run", () -> plain(rehearsal.run())),
                test("every fault, one at a time", rehearsal::everyFault),
                test("every crash, carried on", rehearsal::everyCrash),
                test("two faults or crashes at once", rehearsal::pairs),
                test("somebody else acts, at each call", () -> others(rehearsal)),
                test(SEEDS + " seeds", () -> rehearsal.seeds(SEEDS)));
    }

    /** A plan that is refused keeps all invariants in every exploration, and none of it is rehearsed. */
    private static void plain(Rehearsed rehearsed) {
        RollbackAssertions.assertThat(rehearsed).keepsInvariants();
        if (rehearsed.report().outcome() == Outcome.REFUSED) {
            throw new AssertionError(
                    "Expected a plan that is carried out, this one is refused, so that nothing of it is"
                            + " rehearsed. Set the scene as the plan expects it, or take overriding(code, reason).\n"
                            + rehearsed);
        }
    }

    /** Where nobody knows how to interfere, the test is shown as skipped, with what to say. */
    private static Exploration others(Rehearsal rehearsal) {
        try {
            return rehearsal.interference();
        } catch (IllegalStateException nobody) {
            throw new TestAbortedException(nobody.getMessage(), nobody);
        }
    }

    private static DynamicTest test(String name, Supplier<Exploration> exploration) {
        Executable explored =
                () -> RollbackAssertions.assertThat(exploration.get()).keepsInvariants();
        return DynamicTest.dynamicTest(name, explored);
    }
}
