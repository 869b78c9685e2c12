package dev.rollback.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.Target;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.TargetContract;
import dev.rollback.testkit.TargetScene;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** What the contract says of a target of one's own with a bug in it. */
class YourOwnTargetBugTest {

    /** Sets its release once more when somebody else has set another. */
    private record Fighting(YourOwnTarget whole) implements Target {

        @Override
        public Progress reconcile(Change change, Attempt attempt) {
            Change ours = new Change(change.target(), current(attempt), change.to(), change.id());
            return whole.reconcile(ours, attempt);
        }

        @Override
        public TargetId id() {
            return whole.id();
        }

        @Override
        public String name() {
            return whole.name();
        }

        @Override
        public Version current(Look look) {
            return whole.current(look);
        }

        @Override
        public Stream<Version> history(Look look) {
            return whole.history(look);
        }

        @Override
        public Assessment check(Change change, Look look) {
            return whole.check(change, look);
        }
    }

    /** The contract, over the target with the bug. */
    private static final class OfFighting extends TargetContract {

        @Override
        protected TargetScene scene(FakeAws world) {
            NavigableMap<Instant, String> releases = YourOwnTargetTest.releases();
            return TargetScene.of(() -> new Fighting(new YourOwnTarget(releases)))
                    .serves(version -> releases.lastEntry().getValue().equals(version.id()))
                    .state(() -> releases)
                    .somebodyElse(() -> releases.put(world.clock().instant(), "r43"));
        }
    }

    private static Throwable broken(TargetContract contract, String clause) {
        Method test = ReflectionSupport.findMethods(
                        contract.getClass(), method -> method.getName().equals(clause), HierarchyTraversalMode.TOP_DOWN)
                .get(0);
        return catchThrowable(() -> ReflectionSupport.invokeMethod(test, contract));
    }

    @Test
    void a_target_that_fights_others_is_found_with_the_trace_of_what_it_did() {
        Throwable found = broken(new OfFighting(), "somebody_elses_change_is_reported_and_not_fought");

        assertThat(found)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("""
                        release-switch:local/shop/checkout, from r42 to r41
                        Expected: Failed(CONFLICT) when somebody else moved it to a third version before call 1
                        There is: Settled[""")
                .hasMessageContaining("""
                        Trace:
                           00:00.000  target  read switch:Get
                           00:00.000  target  read switch:Get
                           00:00.000  other   somebody else moves it
                           00:00.000  target  read switch:Get
                           00:00.000  target  read switch:Get
                           00:00.000  target  write switch:Set
                           00:00.000  target  reconcile -> Pending[why=set, looks whether it is so""");
    }

    @Test
    void the_same_target_breaks_no_other_clause() {
        assertThat(broken(new OfFighting(), "settles_within_its_time")).isNull();
    }
}
