package dev.rollback.testkit;

import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clauses of {@link TargetContract} on one call of {@code reconcile}. */
abstract class SteppingClauses extends LookingClauses {
    private static final int CHANCES = 3;

    @Test
    void writes_by_the_attempt_only() {
        TargetDrive drive = drive().toTheEnd();

        List<String> strays = drive.calls().strays();

        require(
                strays.isEmpty(),
                drive,
                "reconcile changes things within attempt.write only, and reads within read",
                strays::toString);
    }

    @Test
    void takes_one_step_a_call() {
        needs(TargetCapability.ONE_STEP);
        TargetDrive drive = drive();
        while (drive.took().compareTo(drive.allowed()) <= 0 && !drive.isOver()) {
            int before = drive.calls().made().size();
            drive.once();
            List<TargetCalls.Made> writes = drive
                    .calls()
                    .made()
                    .subList(before, drive.calls().made().size())
                    .stream()
                    .filter(call -> call.write() && !call.side())
                    .toList();
            require(writes.size() <= 1, drive, "one call of reconcile makes one write at most", writes::toString);
        }
    }

    @Test
    void never_waits_in_a_call() {
        for (int chance = 1; ; chance++) {
            TargetDrive drive = drive();
            Instant start = drive.world().clock().instant();
            drive.before(call -> requireNoTime(drive, start));
            long waits = waits();
            drive.toTheEnd();
            long waited = waits() - waits;
            // Others of this JVM may have held a lock that is awaited; a target that waits does so each time.
            if (waited == 0) {
                return;
            }
            require(
                    chance < CHANCES,
                    drive,
                    "reconcile never waits: it answers pending(...) with when to look again",
                    () -> "the thread waited or slept " + waited + " times in "
                            + drive.seen().size() + " calls");
        }
    }

    private static void requireNoTime(TargetDrive drive, Instant start) {
        Instant now = drive.world().clock().instant();
        require(now.equals(start.plus(drive.slept())), drive, "no virtual time passes in a call", () -> "it is " + now);
    }

    /** How often this thread has waited, slept or parked. */
    private static long waits() {
        long thread = Thread.currentThread().getId();
        return ManagementFactory.getThreadMXBean().getThreadInfo(thread).getWaitedCount();
    }

    @Test
    void says_that_it_serves_only_when_it_does() {
        TargetDrive drive = drive();
        while (drive.took().compareTo(drive.allowed()) <= 0 && !drive.isOver()) {
            drive.once();
            Progress last = drive.last();
            if (last instanceof Progress.Serving) {
                require(
                        serves(drive, drive.change().to()),
                        drive,
                        "all users get " + drive.change().to().title() + " when reconcile says so",
                        () -> "they do not, though it says " + last);
            }
        }
        requireSettled(drive, Mishap.NONE);
    }

    @Test
    void stays_settled_once_it_is() {
        TargetDrive drive = plain();
        int made = writes(drive);

        drive.again().toTheEnd();
        requireSettled(drive, Mishap.NONE);
        drive.anew().toTheEnd();

        require(
                writes(drive) == made,
                drive,
                "what has settled writes nothing when it is asked again, whatever it remembers",
                () -> drive.calls().made().toString());
        requireSettled(drive, Mishap.NONE);
    }

    static int writes(TargetDrive drive) {
        return (int) drive.calls().made().stream()
                .filter(call -> call.write() && call.done())
                .count();
    }

    @Test
    void remembers_less_than_4_kib() {
        TargetDrive drive = drive().toTheEnd();
        RuntimeException thrown = drive.thrown();
        boolean tooLarge = thrown instanceof IllegalArgumentException
                && String.valueOf(thrown.getMessage()).startsWith("A memo of ");

        require(!tooLarge, drive, "a memo of at most " + Memo.MAX_BYTES + " bytes", () -> String.valueOf(thrown));
    }

    @Test
    void shows_no_secret_in_what_it_answers() {
        needs(TargetCapability.SECRETS);
        TargetDrive drive = drive().toTheEnd();
        requireCanary(drive);

        for (Progress progress : drive.seen()) {
            requireNoSecret(drive, "reconcile", progress.toString());
        }
    }

    @Test
    void settles_within_its_time() {
        TargetDrive drive = drive().toTheEnd();

        requireSettled(drive, Mishap.NONE);
        require(
                drive.took().compareTo(drive.allowed()) <= 0,
                drive,
                "it has settled within " + drive.allowed(),
                () -> "it took " + drive.took());
    }
}
