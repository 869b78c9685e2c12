package dev.rollback.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;

/** Carries requests to the fakes: counts and logs them, takes the time that a network takes, and lets faults happen. */
final class AwsCalls {
    private final VirtualClock clock;
    private final Faults faults;
    private final Latency latency;
    private final List<Call> log = new ArrayList<>();
    private final Map<Asked, Body> answers = new LinkedHashMap<>();
    private Consumer<Call> before = call -> {};
    private Consumer<Call> after = call -> {};

    AwsCalls(VirtualClock clock, Faults faults, Latency latency) {
        this.clock = clock;
        this.faults = faults;
        this.latency = latency;
    }

    /** What was asked before, for stale reads. */
    private record Asked(String operation, Object request) {}

    /** What a call does when nothing keeps it from it. */
    interface Body {
        Object run() throws Throwable;
    }

    List<Call> log() {
        return log;
    }

    /** Begins the log anew. */
    void forget() {
        log.clear();
        answers.clear();
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
            return answer(service, call, body);
        } catch (Throwable failure) {
            call.failed(failure);
            throw failure;
        } finally {
            call.spent(time == null ? Duration.ZERO : time.spent().minus(spent));
            after.accept(call);
        }
    }

    private Object answer(AwsService service, Call call, Body body) throws Throwable {
        Fault fault = faults.befalling(call);
        if (fault != null && fault.kind() == FaultKind.STALE_READ) {
            return stale(call, body);
        }
        boolean remembered = !call.isWrite() && faults.wantsAnswers(call.operation());
        return faulty(service, call, fault, remembered ? () -> remembered(call, body) : body);
    }

    private Object remembered(Call call, Body body) throws Throwable {
        Asked asked = new Asked(call.operation(), call.request());
        try {
            Object answer = body.run();
            answers.put(asked, () -> answer);
            return answer;
        } catch (AwsServiceException refusal) {
            answers.put(asked, () -> {
                throw refusal;
            });
            throw refusal;
        }
    }

    private Object stale(Call call, Body body) throws Throwable {
        Body before = answers.get(new Asked(call.operation(), call.request()));
        if (before == null) {
            return body.run();
        }
        call.hit(FaultKind.STALE_READ);
        return before.run();
    }

    private Object faulty(AwsService service, Call call, @Nullable Fault fault, Body body) throws Throwable {
        if (fault == null) {
            return body.run();
        }
        call.hit(fault.kind());
        String operation = call.operation();
        switch (fault.kind()) {
            case THROTTLE -> throw FaultShapes.throttled(service);
            case SERVER_ERROR -> throw FaultShapes.serverError(service, 500);
            case TIMEOUT -> throw timeout();
            case CONNECTION_RESET -> throw FaultShapes.reset();
            case ACCESS_DENIED -> throw FaultShapes.denied(service, operation);
            case EXPIRED_CREDENTIALS -> throw FaultShapes.expired(service);
            case CONFLICT -> throw FaultShapes.conflict(service, operation);
            case LOST_RESPONSE -> {
                body.run();
                throw fault.status() == 0 ? timeout() : FaultShapes.serverError(service, fault.status());
            }
            case SLOW, STALE_READ -> spend(fault.slow());
        }
        return body.run();
    }

    private RuntimeException timeout() {
        spend(latency.timeout());
        return FaultShapes.timeout(latency.timeout());
    }

    private void spend(Duration duration) {
        VirtualClock.CallTime time = clock.call();
        if (time != null) {
            time.spend(duration);
        }
    }
}
