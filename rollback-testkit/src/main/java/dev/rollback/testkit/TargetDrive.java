package dev.rollback.testkit;

import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Ledger;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.Standing;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Drives one change of one target in a world of its own, as an engine would: call by call, and after a crash with another object of the target. */
final class TargetDrive {
    private static final Duration BACKOFF = Duration.ofSeconds(1);
    private static final int MOST_LOOKS = 20_000;

    private final FakeAws world;
    private final TargetScene scene;
    private final TargetCalls looks;
    private final Records records;
    private final Instant planned;
    private Instant start;
    private TargetCalls calls;
    private Target target;
    private Change change;
    private Assessment assessment;
    private Memo memo = Memo.empty();
    private Duration slept = Duration.ZERO;
    private IntConsumer before = look -> {};
    private @Nullable Progress last;
    private @Nullable RuntimeException thrown;
    private final List<Progress> seen = new ArrayList<>();

    /** The ledger of a step, in memory. */
    private static final class Records implements Ledger {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void append(List<String> more) {
            lines.addAll(more);
        }

        @Override
        public Stream<String> lines() {
            return List.copyOf(lines).stream();
        }
    }

    /** Plans a change in this world. */
    TargetDrive(FakeAws world, TargetScene scene, Mishap mishap) {
        this.world = world;
        this.scene = scene;
        this.records = new Records();
        this.planned = world.clock().instant();
        this.start = planned;
        this.target = scene.target();
        TargetId id = target.id();
        this.looks = new TargetCalls(world, scene, Mishap.NONE);
        ContractLook look = look();
        Version from = target.current(look);
        this.change = new Change(id, from, wanted(from, look), "contract-1");
        this.assessment = target.check(change, look);
        this.calls = new TargetCalls(world, scene, mishap);
    }

    private Version wanted(Version from, ContractLook look) {
        if (scene.to().isPresent()) {
            String named = scene.to().get();
            return target.version(named, look)
                    .orElseThrow(() -> new AssertionError("The scene wants version \"" + named + "\" of " + target.id()
                            + ", and there is no such one. Name one that version(id, look) finds."));
        }
        try (Stream<Version> history = target.history(look)) {
            return history.filter(version -> !version.sameContent(from) && version.standing() != Standing.UNUSABLE)
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError("The history of " + target.id() + " has no usable version but "
                                    + from.title() + ". Let the scene have one to go back to, or name it by to(...)."));
        }
    }

    /** What looks are made with: it cannot write. */
    ContractLook look() {
        return new ContractLook(world, looks);
    }

    FakeAws world() {
        return world;
    }

    TargetScene scene() {
        return scene;
    }

    Target target() {
        return target;
    }

    Change change() {
        return change;
    }

    Assessment assessment() {
        return assessment;
    }

    /** The calls of looks. */
    TargetCalls looks() {
        return looks;
    }

    /** The calls of {@code reconcile}. */
    TargetCalls calls() {
        return calls;
    }

    /** All that {@code reconcile} answered. */
    List<Progress> seen() {
        return seen;
    }

    /** What {@code reconcile} threw and no further call is made after; null if there is no such thing. */
    @Nullable
    RuntimeException thrown() {
        return thrown;
    }

    /** Lets something happen before each call of {@code reconcile}, told its number from 0. */
    TargetDrive before(IntConsumer happens) {
        before = happens;
        return this;
    }

    /** How long the change may take. */
    Duration allowed() {
        Duration expected = assessment.expected().settled().multipliedBy(3);
        Duration patience = target.patience();
        return scene.within().orElse(expected.compareTo(patience) > 0 ? expected : patience);
    }

    /** How long it has taken so far. */
    Duration took() {
        return Duration.between(start, world.clock().instant());
    }

    /** How long was waited between the calls of {@code reconcile}. */
    Duration slept() {
        return slept;
    }

    /** Calls until the change has ended, or is long overdue. */
    TargetDrive toTheEnd() {
        Duration most = allowed().multipliedBy(2);
        for (int number = 0; !isOver() && number < MOST_LOOKS && took().compareTo(most) <= 0; number++) {
            before.accept(number);
            once();
        }
        return this;
    }

    /** Whether nothing more is to be done. */
    boolean isOver() {
        return thrown != null || last instanceof Progress.Settled || last instanceof Progress.Failed;
    }

    /** Whether it ended settled. */
    boolean settled() {
        return thrown == null && last instanceof Progress.Settled;
    }

    /** What is served after all, if it ended settled; the wanted version else. */
    Version serving() {
        return last instanceof Progress.Settled settled && settled.serving() != null ? settled.serving() : change.to();
    }

    /** How it ended, for people. */
    String ending() {
        if (thrown != null) {
            return "reconcile threw " + thrown;
        }
        return isOver() ? String.valueOf(last) : "not ended after " + took() + ": " + last;
    }

    @Nullable
    Progress last() {
        return last;
    }

    /** Calls {@code reconcile} once, and lets the time pass until it wants to be called again. */
    void once() {
        calls.sync();
        Duration again = BACKOFF;
        try {
            Progress progress = target.reconcile(
                    change,
                    new ContractAttempt(
                            world, calls, new ContractAttempt.Planned(planned, change.id()), memo, records));
            calls.outside("after the last call of reconcile");
            seen.add(progress);
            trace("reconcile -> " + progress);
            again = calls.dropsAnswer() ? begunAnew() : heard(progress);
        } catch (Mishap.Death death) {
            begunAnew();
        } catch (TargetException e) {
            trace("reconcile threw " + e.kind() + ": " + e.getMessage());
            thrown = e.kind().isPassing() ? null : e;
        } catch (RuntimeException e) {
            trace("reconcile threw " + e);
            thrown = e;
        }
        if (!isOver()) {
            slept = slept.plus(again);
            world.clock().advance(again);
        }
    }

    private void trace(String what) {
        world.clock().trace().add("target", () -> what);
    }

    private Duration begunAnew() {
        trace("another process takes over");
        target = scene.target();
        target.id();
        return BACKOFF;
    }

    private Duration heard(Progress progress) {
        last = progress;
        return progress.accept(new Progress.Visitor<Duration>() {
            @Override
            public Duration pending(Progress.Pending pending) {
                return remember(pending.memo(), pending.again());
            }

            @Override
            public Duration serving(Progress.Serving serving) {
                return remember(serving.memo(), serving.again());
            }

            @Override
            public Duration settled(Progress.Settled settled) {
                return BACKOFF;
            }

            @Override
            public Duration gate(Progress.Gate gate) {
                return remember(gate.memo(), BACKOFF);
            }

            @Override
            public Duration failed(Progress.Failed failed) {
                return BACKOFF;
            }
        });
    }

    private Duration remember(Memo next, Duration again) {
        memo = next;
        return again;
    }

    /** Begins to ask again after the end, with what is remembered. */
    TargetDrive again() {
        trace("it is asked again");
        last = null;
        slept = Duration.ZERO;
        start = world.clock().instant();
        return this;
    }

    /** Begins to ask again after the end, with another process that remembers nothing. */
    TargetDrive anew() {
        memo = Memo.empty();
        begunAnew();
        return again();
    }

    /** Begins to take the change back, with the records of the step that made it. */
    TargetDrive takeBack() {
        change = change.reversed();
        assessment = target.check(change, look());
        calls = new TargetCalls(world, scene, Mishap.NONE);
        memo = Memo.empty();
        trace("the change is taken back");
        return again();
    }
}
