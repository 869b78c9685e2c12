package dev.rollback.target;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A look that may also change something: what a target has in hand while it reconciles. The change is durable in the journal before the
 * first attempt is handed out.
 */
public interface Attempt extends Look {

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
}
