package dev.rollback.target;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A look that may also change something: what a target has in hand while it reconciles. The change is durable in the journal before the
 * first attempt is handed out.
 */
public interface Attempt extends Look {

    /** How many items of {@link #forEach} may be under way at once at most. */
    int MOST_AT_ONCE = 512;

    /** What the target asked to remember at its last call; empty at first. */
    Memo memo();

    /** When the change was planned, by the engine's clock. */
    Instant plannedAt();

    /** The same for the same step of the same run, however often it is tried: an idempotency token of at most 64 letters, digits and dashes. */
    String changeId();

    /** The share of traffic that the wanted version shall get, in percent; 100 unless the change is gradual. */
    int weight();

    /** Whether the plan has let the step through this gate. */
    boolean passed(String gate);

    /** What an earlier step found, for example {@code fact("db", "endpoint")}; empty if it has not settled or found no such thing. */
    Optional<String> fact(String step, String key);

    /**
     * Makes one remote call that changes something. Paced like a read, ahead of reads. Repeated by the engine only when the service throttled
     * it, that is, certainly did not carry it out.
     *
     * @throws TargetException when the call fails; {@code body} has to map its failures to that
     */
    <T> T write(RemoteCall call, Supplier<T> body);

    /**
     * Does the same for many items, side by side, and returns when all items taken are done. Each is repeated like a call: a passing failure is tried again
     * after a while, as long as this call has time; {@code call} therefore has to bear being repeated, and reads live state before it writes. It runs on
     * threads of its own, all of which may use this attempt; in a rehearsal items run in order, and their latencies overlap all the same. The items and
     * {@code done} belong to the calling thread.
     *
     * @param items taken one by one as there is room, so that they may be found out while others are under way; ends the work early by having no next
     * @param atOnce how many may be under way at once; 1 to {@value #MOST_AT_ONCE}
     * @param call what to do for an item
     * @param done told of each item once, in the order in which they end
     * @throws IllegalArgumentException when {@code atOnce} is out of its range
     */
    <I, R> void forEach(Iterator<I> items, int atOnce, Function<I, R> call, Consumer<Done<I, R>> done);

    /** The records of this step; when a change is taken back, those of the step that made it. */
    Ledger ledger();

    /**
     * How one item ended.
     *
     * @param item the item
     * @param result what the call answered; null if it failed
     * @param failure why it failed at last; null if it did not
     */
    record Done<I, R>(I item, @Nullable R result, @Nullable TargetException failure) {}
}
