package dev.rollback.testkit;

import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What every {@link dev.rollback.target.Target} has to do, as tests: extend it, and set up a scene with one.
 *
 * <pre>{@code
 * class ReleaseSwitchTest extends TargetContract {
 *     @Override
 *     protected TargetScene scene(FakeAws world) {
 *         SwitchTable table = new SwitchTable(world.clock()).was("r41", ofDays(30)).is("r42", ofMinutes(20));
 *         return TargetScene.of(() -> new ReleaseSwitch(table))
 *                 .serves(version -> table.live().equals(version.id()))
 *                 .state(table::rows)
 *                 .somebodyElse(() -> table.set("r43"));
 *     }
 * }
 * }</pre>
 *
 * <p>Each clause drives one change, from what is current to an earlier version, once for each call that can go wrong, each time in a world of its
 * own. Calls are those that the target makes by {@code look.read} and {@code attempt.write}. What a target cannot do by its nature is said with
 * {@link TargetScene#without} and reported as skipped. A clause that does not hold says what was expected, what is there, and ends with the trace
 * of the world.
 */
public abstract class TargetContract extends SteppingClauses {

    private static final List<Mishap.Way> PASSING =
            List.of(Mishap.Way.THROTTLED, Mishap.Way.PASSING, Mishap.Way.EXPIRED, Mishap.Way.UNHEARD);
    private static final List<Mishap.Way> DEATHS =
            List.of(Mishap.Way.DIES_BEFORE, Mishap.Way.DIES_AFTER, Mishap.Way.DIES_UNJOURNALED);
    private static final List<Mishap.Way> FOR_GOOD = List.of(Mishap.Way.DENIED, Mishap.Way.MISSING, Mishap.Way.REFUSED);

    /** For subclasses. */
    protected TargetContract() {}

    /** An empty world, asked for many times in a test. By default {@link FakeAws#builder()} as it is; it is where time comes from, also for what is not on AWS. */
    @Override
    protected FakeAws world() {
        return FakeAws.builder().build();
    }

    /**
     * Sets the scene up in an empty world: a target that is in a bad version and was in a good one. Asked for many times in a test; all that the target
     * knows or changes has to be made anew.
     */
    @Override
    protected abstract TargetScene scene(FakeAws world);

    @Test
    void faults_that_pass_do_not_fail_it() {
        everyCall(plain(), call -> true, PASSING, drive -> {});
    }

    @Test
    void a_write_whose_answer_is_lost_is_not_done_twice() {
        TargetDrive plain = plain();
        everyCall(plain, TargetCalls.Made::write, List.of(Mishap.Way.LOST), drive -> requireOnce(drive, plain));
    }

    @Test
    void a_crash_between_any_two_calls_ends_the_same() {
        TargetDrive plain = plain();
        everyCall(plain, call -> true, DEATHS, drive -> requireOnce(drive, plain));
    }

    /** Lets each call of the plain drive that fits go wrong in each of these ways; all have to end settled. */
    private void everyCall(
            TargetDrive plain, Predicate<TargetCalls.Made> fits, List<Mishap.Way> ways, Consumer<TargetDrive> check) {
        List<TargetCalls.Made> calls = plain.calls().made();
        for (int call = 1; call <= calls.size(); call++) {
            if (fits.test(calls.get(call - 1))) {
                for (Mishap.Way way : ways) {
                    Mishap mishap = new Mishap(call, way);
                    TargetDrive drive = drive(mishap).toTheEnd();
                    requireSettled(drive, mishap);
                    check.accept(drive);
                }
            }
        }
    }

    private static void requireOnce(TargetDrive drive, TargetDrive plain) {
        if (drive.scene().lacks(TargetCapability.WRITES_ONCE).isPresent()) {
            String expected = plain.scene().state();
            require(
                    expected.equals(drive.scene().state()),
                    drive,
                    "the state that it ends in with nothing in its way: " + expected,
                    drive.scene()::state);
            return;
        }
        for (TargetCalls.Made call : drive.calls().made()) {
            long often = drive.calls().done(call.operation());
            long expected = plain.calls().done(call.operation());
            require(
                    !call.write() || often <= expected,
                    drive,
                    call.operation() + " takes effect " + expected
                            + " times, as it does with nothing in its way. If the"
                            + " service takes a second one as nothing new, say without(WRITES_ONCE, why)",
                    () -> often + " times");
        }
    }

    @Test
    void somebody_elses_change_is_reported_and_not_fought() {
        needs(TargetCapability.CONFLICTS);
        int calls = plain().seen().size();
        for (int call = 0; call < calls; call++) {
            TargetDrive drive = drive();
            List<Integer> writes = moved(drive, call);
            drive.toTheEnd();
            require(
                    drive.last() instanceof Progress.Failed failed && failed.kind() == FailureKind.CONFLICT,
                    drive,
                    "Failed(CONFLICT) when somebody else moved it to a third version before call " + (call + 1),
                    drive::ending);
            require(
                    writes.get(0) == writes(drive),
                    drive,
                    "nothing is written any more once somebody else has moved it, before call " + (call + 1),
                    () -> drive.calls().made().toString());
        }
    }

    /** Lets somebody else act before that call; answers a list that holds how much had been written then. */
    private static List<Integer> moved(TargetDrive drive, int at) {
        Runnable somebodyElse = drive.scene()
                .somebodyElse()
                .orElseThrow(
                        () -> new AssertionError("The scene does not say how somebody else moves the target. Expected"
                                + " somebodyElse(...), or without(CONFLICTS, why)."));
        List<Integer> written = new ArrayList<>();
        drive.before(call -> {
            if (call == at) {
                drive.world().clock().trace().add("other", () -> "somebody else moves it");
                somebodyElse.run();
                written.add(writes(drive));
            }
        });
        return written;
    }

    @Test
    void goes_back_to_where_it_came_from() {
        needs(TargetCapability.INVERSE);
        TargetDrive drive = plain();

        drive.takeBack().toTheEnd();

        requireSettled(drive, Mishap.NONE);
    }

    @Test
    void fails_with_target_exceptions_only() {
        int calls = plain().calls().made().size();
        for (int call = 1; call <= calls; call++) {
            for (Mishap.Way way : FOR_GOOD) {
                Mishap mishap = new Mishap(call, way);
                TargetDrive drive = drive(mishap).toTheEnd();
                require(
                        drive.thrown() == null || drive.thrown() instanceof TargetException,
                        drive,
                        "reconcile fails with a TargetException or answers Failed, " + mishap,
                        drive::ending);
            }
        }
    }
}
