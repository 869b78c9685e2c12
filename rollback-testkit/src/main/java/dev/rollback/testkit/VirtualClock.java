package dev.rollback.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when it is asked to: the clock of a fake world and the queue of what is to happen in it.
 *
 * <p>The clock jumps from one happening to the next, so a bake of a day costs as much as one of a minute. What is due at one time happens
 * in the order in which it was put there, unless a rehearsal's seed mixes it. To be used by one thread.
 *
 * <p>So that a bug ends in a message instead of an endless loop, the clock refuses to go on after {@value #MOST_HAPPENINGS} happenings or
 * {@value #MOST_DAYS} days, see {@link #limitedTo}.
 */
public final class VirtualClock implements InstantSource {

    /** How much may happen on one clock unless said otherwise. */
    public static final long MOST_HAPPENINGS = 1_000_000;

    /** How many days may pass on one clock unless said otherwise. */
    public static final long MOST_DAYS = 30;

    private final PriorityQueue<Happening> due = new PriorityQueue<>();
    private final Deque<Happening> posted = new ArrayDeque<>();
    private final Trace trace;
    private @Nullable Dice dice;
    private Instant now;
    private Instant end;
    private long most = MOST_HAPPENINGS;
    private long happened;
    private long order;
    private Duration others = Duration.ZERO;
    private @Nullable CallTime call;
    private boolean running;

    private VirtualClock(Instant start) {
        this.now = start;
        this.end = start.plus(Duration.ofDays(MOST_DAYS));
        this.trace = new Trace(this, start);
    }

    /** A clock that stands at this time. */
    public static VirtualClock at(Instant start) {
        return new VirtualClock(requireNonNull(start, "start"));
    }

    /** Limits how much may happen and how much time may pass from now on before the clock refuses to go on. */
    public VirtualClock limitedTo(long happenings, Duration time) {
        this.most = happened + happenings;
        this.end = now.plus(time);
        return this;
    }

    /** Mixes what is due at one time, as threads would. What one loop posts stays in order. */
    VirtualClock mixedBy(Dice seeded) {
        this.dice = seeded;
        return this;
    }

    /** The time. It stands still during a call that an engine makes. */
    @Override
    public Instant instant() {
        return now;
    }

    /** Gives an engine its loop on this clock. */
    public VirtualTime engineTime() {
        return new VirtualTime(this);
    }

    /** Lets something happen at that time: another deployer's step, a service that recovers. A time that is over counts as now. */
    public void at(Instant when, Runnable task) {
        add(when, null, task);
    }

    /** Lets something happen so much later. */
    public void after(Duration delay, Runnable task) {
        at(now.plus(delay), task);
    }

    /** Lets time pass, with all that is due meanwhile. Not from within a happening. */
    public void advance(Duration time) {
        Instant until = now.plus(time);
        pump(() -> !isDueBy(until));
        moveTo(until);
    }

    /** What happened on this clock so far, for people. */
    public Trace trace() {
        return trace;
    }

    /** Sets the clock of whoever runs an engine, forward or back; this one, by which AWS goes, stays as it is. What waits for a time by it follows. */
    void setOthers(Duration by) {
        others = others.plus(by);
        List<Happening> all = new ArrayList<>(due);
        due.clear();
        all.forEach(happening -> due.add(happening.onTheWall() ? happening.earlier(by, now) : happening));
    }

    /** By how much the clock of whoever runs an engine is ahead of this one. */
    Duration others() {
        return others;
    }

    // for the loops on this clock

    /** Lets something happen when the clock of whoever runs the engine shows this time. */
    void onTheWall(Instant when, VirtualTime owner, Runnable task) {
        add(when.minus(others), owner, task, true);
    }

    void post(VirtualTime owner, Runnable task) {
        posted.add(new Happening(now, 0, order++, owner, task, false));
    }

    void add(Instant when, @Nullable VirtualTime owner, Runnable task) {
        add(when, owner, task, false);
    }

    private void add(Instant when, @Nullable VirtualTime owner, Runnable task, boolean onTheWall) {
        Instant notBefore = when.isBefore(now) ? now : when;
        long tie = dice == null ? 0 : dice.next();
        due.add(new Happening(notBefore, tie, order++, owner, task, onTheWall));
    }

    /** Lets things happen until the condition holds or nothing is left; answers whether it holds. */
    boolean pump(BooleanSupplier done) {
        if (running) {
            throw new IllegalStateException("Virtual time was asked to pass from within something that happens in it."
                    + " Expected a call from outside the loop: let the engine call back instead of awaiting it there.");
        }
        running = true;
        try {
            while (!done.getAsBoolean()) {
                Happening next = next();
                if (next == null) {
                    return false;
                }
                happen(next);
            }
            return true;
        } finally {
            running = false;
        }
    }

    /** Begins a call whose waits add up; the one before it, if any, goes on afterwards. */
    CallTime begin(Duration timeout) {
        call = new CallTime(timeout);
        return call;
    }

    void endCall() {
        call = null;
    }

    /** The call that is being carried out; null outside of one. */
    @Nullable
    CallTime call() {
        return call;
    }

    /** Whether something that an engine put here is still to happen. */
    boolean isDueBy(Instant until) {
        Happening first = due.peek();
        return !posted.isEmpty() || (first != null && !first.when().isAfter(until));
    }

    private @Nullable Happening next() {
        boolean timerToo = !due.isEmpty() && !due.element().when().isAfter(now);
        boolean fromPosted = !posted.isEmpty() && (!timerToo || dice == null || dice.coin());
        return fromPosted ? posted.poll() : due.poll();
    }

    private void happen(Happening next) {
        if (next.isDropped()) {
            return;
        }
        moveTo(next.when());
        happened++;
        if (happened > most || now.isAfter(end)) {
            throw new IllegalStateException("Virtual time went too far: " + happened + " happenings until " + now
                    + ", expected at most " + most + " until " + end
                    + ". Something waits for what never comes; the last that happened:\n" + trace.last(20)
                    + "Allow more with limitedTo(...) if this is meant.");
        }
        next.task().run();
    }

    private void moveTo(Instant when) {
        if (when.isAfter(now)) {
            now = when;
        }
    }

    /** Something that is to happen, and whose it is: what belongs to a closed loop is dropped. */
    private record Happening(
            Instant when, long tie, long order, @Nullable VirtualTime owner, Runnable task, boolean onTheWall)
            implements Comparable<Happening> {

        Happening earlier(Duration by, Instant notBefore) {
            Instant then = when.minus(by);
            return new Happening(then.isBefore(notBefore) ? notBefore : then, tie, order, owner, task, onTheWall);
        }

        boolean isDropped() {
            return owner != null && owner.isClosed();
        }

        @Override
        public int compareTo(Happening other) {
            int byTime = when.compareTo(other.when);
            int byTie = byTime != 0 ? byTime : Long.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(order, other.order);
        }
    }

    /** What one call has spent so far. */
    static final class CallTime {
        private final Duration timeout;
        private Duration spent = Duration.ZERO;

        CallTime(Duration timeout) {
            this.timeout = timeout;
        }

        Duration spent() {
            return spent;
        }

        /** Goes on from there, in work that is carried out beside other work. */
        void at(Duration place) {
            spent = place;
        }

        void spend(Duration more) {
            spent = spent.plus(more);
        }

        /** Whether the engine has given it up by now. */
        boolean isAbandoned() {
            return spent.compareTo(timeout) > 0;
        }
    }
}
