package dev.rollback.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.AbortedException;

/** Carries requests to the fakes: counts and logs them, takes the time that a network takes, and lets faults happen. */
final class AwsCalls {
    private final VirtualClock clock;
    private final Latency latency;
    private final List<Call> log = new ArrayList<>();
    private final Mishaps mishaps;
    private Consumer<Call> before = call -> {};
    private Consumer<Call> after = call -> {};

    AwsCalls(VirtualClock clock, Faults faults, Latency latency, Upheavals upheavals) {
        this.clock = clock;
        this.latency = latency;
        this.mishaps = new Mishaps(faults, upheavals, latency.timeout(), this::spend);
    }

    /** What a call does when nothing keeps it from it. */
    interface Body {
        Object run() throws Throwable;
    }

    List<Call> log() {
        return log;
    }

    void examine() {
        mishaps.examine();
    }

    /** Begins the log anew. */
    void forget() {
        log.clear();
        mishaps.forget();
    }

    /** Tells someone of each call before it is made, and when it has ended. */
    void observedBy(Consumer<Call> toldBefore, Consumer<Call> toldAfter) {
        before = toldBefore;
        after = toldAfter;
    }

    Object send(AwsService service, Operation operation, Object request, Body body) throws Throwable {
        VirtualClock.CallTime time = clock.call();
        if (time != null && time.isAbandoned()) {
            throw AbortedException.create("Thread was interrupted");
        }
        Call call = new Call(log.size() + 1, clock.instant(), operation, request);
        log.add(call);
        clock.trace().add("aws", call::toString);
        before.accept(call);
        Duration spent = time == null ? Duration.ZERO : time.spent();
        try {
            spend(latency.next());
            return mishaps.answer(service, call, body);
        } catch (Throwable failure) {
            call.failed(failure);
            throw failure;
        } finally {
            call.spent(time == null ? Duration.ZERO : time.spent().minus(spent));
            after.accept(call);
        }
    }

    private void spend(Duration duration) {
        VirtualClock.CallTime time = clock.call();
        if (time != null) {
            time.spend(duration);
        }
    }
}
