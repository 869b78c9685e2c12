package dev.rollback.aws.sdk;

import dev.rollback.target.Action;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Http;
import dev.rollback.target.Ledger;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Processes;
import dev.rollback.target.Progress;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import dev.rollback.testkit.FakeAws;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Drives a change to its end with a crash at one of its calls: before the call, or after it took effect and before anybody heard of it. What the target
 * remembered at its last answer is all that is left, as after a restart.
 */
public final class Crashes {

    private static final int MOST_LOOKS = 3_000;

    private final Supplier<FakeAws> scene;
    private final Function<FakeAws, Target> target;
    private final String version;

    /**
     * A change that is carried out in a fresh world each time.
     *
     * @param version the id of the wanted version
     */
    public Crashes(Supplier<FakeAws> scene, Function<FakeAws, Target> target, String version) {
        this.scene = scene;
        this.target = target;
        this.version = version;
    }

    /** Crashes at every call of an action in both ways, and hands over each world at the end. Answers how many crashes there were. */
    public static int everywhere(Supplier<FakeAws> scene, Function<FakeAws, Action> action, Consumer<FakeAws> check) {
        return everywhere(scene, (world, look) -> () -> action.apply(world)::reconcile, check);
    }

    /** Crashes at every call in both ways, and hands over each world at the end. Answers how many crashes there were. */
    public int everywhere(Consumer<FakeAws> check) {
        return everywhere(scene, this::steps, check);
    }

    /** What a process that begins anew calls: the target, made again, with the change that was planned before. */
    private Supplier<Function<Attempt, Progress>> steps(FakeAws world, Look look) {
        Target subject = target.apply(world);
        Version to = subject.version(version, look).orElseThrow();
        Change change = new Change(subject.id(), subject.current(look), to, "change-1");
        return () -> {
            Target again = target.apply(world);
            return attempt -> again.reconcile(change, attempt);
        };
    }

    private static int everywhere(
            Supplier<FakeAws> scene,
            BiFunction<FakeAws, Look, Supplier<Function<Attempt, Progress>>> steps,
            Consumer<FakeAws> check) {
        int calls = run(scene.get(), Integer.MAX_VALUE, false, steps, check);
        for (int at = 1; at <= calls; at++) {
            run(scene.get(), at, false, steps, check);
            run(scene.get(), at, true, steps, check);
        }
        return 2 * calls;
    }

    private static int run(
            FakeAws world,
            int at,
            boolean after,
            BiFunction<FakeAws, Look, Supplier<Function<Attempt, Progress>>> steps,
            Consumer<FakeAws> check) {
        Drive drive = new Drive(world, at, after);
        Progress end = drive.toTheEnd(steps.apply(world, drive));
        if (!(end instanceof Progress.Settled)) {
            throw new AssertionError("A crash " + (after ? "after" : "before") + " call " + at + " ended in " + end);
        }
        check.accept(world);
        return drive.calls;
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class Drive implements Attempt {
        private final FakeAws world;
        private final int at;
        private final boolean after;
        private final Ledger ledger = new TestLedger();
        private final Instant plannedAt;
        private Memo memo = Memo.empty();
        private boolean counting;
        private int calls;

        Drive(FakeAws world, int at, boolean after) {
            this.world = world;
            this.at = at;
            this.after = after;
            this.plannedAt = world.clock().instant();
        }

        Progress toTheEnd(Supplier<Function<Attempt, Progress>> subject) {
            counting = true;
            Function<Attempt, Progress> now = subject.get();
            for (int looks = 0; looks < MOST_LOOKS; looks++) {
                Duration again = Duration.ofSeconds(1);
                try {
                    Progress progress = now.apply(this);
                    if (progress instanceof Progress.Settled || progress instanceof Progress.Failed) {
                        return progress;
                    }
                    again = remembered(progress);
                } catch (Crash crash) {
                    now = subject.get();
                } catch (TargetException e) {
                    if (!e.kind().isPassing()) {
                        throw e;
                    }
                }
                world.clock().advance(again);
            }
            throw new AssertionError("no end within " + MOST_LOOKS + " looks");
        }

        private Duration remembered(Progress progress) {
            if (progress instanceof Progress.Pending pending) {
                memo = pending.memo();
                return pending.again();
            }
            if (progress instanceof Progress.Serving serving) {
                memo = serving.memo();
                return serving.again();
            }
            memo = ((Progress.Gate) progress).memo();
            return Duration.ofSeconds(1);
        }

        private <T> T called(Supplier<T> body) {
            boolean here = counting && ++calls == at;
            if (here && !after) {
                throw new Crash();
            }
            T answer = body.get();
            if (here) {
                throw new Crash();
            }
            return answer;
        }

        @Override
        public <T> T read(RemoteCall call, Supplier<T> body) {
            return called(body);
        }

        @Override
        public <T> T write(RemoteCall call, Supplier<T> body) {
            return called(body);
        }

        @Override
        public <I, R> void forEach(Iterator<I> items, int atOnce, Function<I, R> call, Consumer<Done<I, R>> done) {
            while (items.hasNext()) {
                I item = items.next();
                try {
                    done.accept(new Done<>(item, call.apply(item), null));
                } catch (TargetException e) {
                    done.accept(new Done<>(item, null, e));
                }
            }
        }

        @Override
        public Ledger ledger() {
            return ledger;
        }

        @Override
        public Memo memo() {
            return memo;
        }

        @Override
        public Instant plannedAt() {
            return plannedAt;
        }

        @Override
        public String changeId() {
            return "change-1";
        }

        @Override
        public int weight() {
            return 100;
        }

        @Override
        public boolean passed(String gate) {
            return true;
        }

        @Override
        public Optional<String> fact(String step, String key) {
            return Optional.empty();
        }

        @Override
        public Instant now() {
            return world.clock().instant();
        }

        @Override
        public Instant deadline() {
            return now().plusSeconds(30);
        }

        @Override
        public Http http() {
            return world.http();
        }

        @Override
        public Processes processes() {
            return world.processes();
        }
    }
}
