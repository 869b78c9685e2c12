package dev.rollback;

import dev.rollback.journal.JournalException;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The runs that an engine drives. On the loop, but for {@link #close()}. */
final class RunDrivers {

    private final Parts parts;
    private final List<RunListener> listeners;
    private final Couriers couriers;
    private final Map<RunId, RunDriver> driven = new TreeMap<>();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    RunDrivers(Parts parts, List<RunListener> listeners, Couriers couriers) {
        this.parts = parts;
        this.listeners = listeners;
        this.couriers = couriers;
    }

    /**
     * Drives a run from now on.
     *
     * @throws RuntimeException as the journal throws it when it does not take the first events; then nothing has been done
     */
    RunDriver begin(RunDriver.Start start) {
        List<ListenerQueue> queues = new ArrayList<>();
        for (RunListener listener : listeners) {
            queues.add(new ListenerQueue(parts.time(), listener));
        }
        RunDriver driver = begun(start, new Listeners(queues, new RunMessages(couriers)));
        driven.values().removeIf(RunDriver::isEnded);
        driven.put(start.run(), driver);
        return driver;
    }

    /** What does not begin holds nothing. */
    private RunDriver begun(RunDriver.Start start, Listeners told) {
        RunDriver driver = new RunDriver(parts, start, told, this::restoration, closed);
        try {
            return driver.begin();
        } catch (RuntimeException e) {
            if (!isOvertaken(e)) {
                new LeaseDesk(parts).release(start.leased().held().values());
            }
            throw e;
        }
    }

    /** By a run of the same name, which has the same leases. */
    private static boolean isOvertaken(RuntimeException failure) {
        return failure instanceof JournalException known && known.kind() == JournalException.Kind.OVERTAKEN;
    }

    /** What notifiers have not been told of runs that are over; nothing where there are none. */
    Untold untold() {
        return new Untold(parts, couriers, closed);
    }

    private Restoration restoration(RunDriver.Start start, RunState state, Consumer<Signal.Restored> done) {
        return new Restoration(parts, this, start, state, done);
    }

    /** The driver of a run that is driven here; empty when none is. */
    Optional<RunDriver> driver(RunId run) {
        return isDriven(run) ? Optional.ofNullable(driven.get(run)) : Optional.empty();
    }

    /** Whether a run is driven here that has not ended. */
    boolean isDriven(RunId run) {
        RunDriver driver = driven.get(run);
        return driver != null && !driver.isEnded();
    }

    CompletableFuture<@Nullable Void> closed() {
        return closed;
    }

    /** Lets go of all leases, once the loop has ended. */
    void letGo() {
        driven.values().forEach(RunDriver::letGo);
    }

    /** Drives nothing any more, and lets messages go out that wait. Once, before the loop ends. */
    void close() {
        if (closed.complete(null)) {
            couriers.finish();
        }
    }
}
