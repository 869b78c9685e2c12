package dev.rollback.testkit;

import dev.rollback.testkit.AwsCalls.Body;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Carries a call out as the fault has it that befalls the call, if one does. */
final class Mishaps {
    private final Faults faults;
    private final Upheavals upheavals;
    private final Duration timeout;
    private final Consumer<Duration> spend;
    private final Map<Asked, Body> answers = new LinkedHashMap<>();
    private boolean examining;

    /**
     * Begins without a memory.
     *
     * @param timeout after which the SDK gives up
     * @param spend lets a call take so much longer
     */
    Mishaps(Faults faults, Upheavals upheavals, Duration timeout, Consumer<Duration> spend) {
        this.faults = faults;
        this.upheavals = upheavals;
        this.timeout = timeout;
        this.spend = spend;
    }

    /** What was asked before, for stale reads. */
    private record Asked(String operation, Object request) {}

    void forget() {
        answers.clear();
    }

    /** From now on notes at each call which faults would have come to nothing. */
    void examine() {
        examining = true;
    }

    Object answer(AwsService service, Call call, Body body) throws Throwable {
        Fault fault = faults.befalling(call);
        if (fault != null && fault.kind() == FaultKind.STALE_READ) {
            return stale(call, body);
        }
        boolean remembered = !call.isWrite() && faults.wantsAnswers(call.operation());
        return befallen(service, call, fault, remembered ? () -> remembered(call, body) : body);
    }

    private Object befallen(AwsService service, Call call, @Nullable Fault fault, Body body) throws Throwable {
        if (fault == null) {
            return examining ? examined(call, body) : body.run();
        }
        AnswerChange change = fault.kind().answerChange();
        if (change != null) {
            return changed(call, fault.kind(), change, body.run());
        }
        return fault.kind().isUpheaval(call.operation())
                ? upheaved(call, fault.kind(), body)
                : faulty(service, call, fault, body);
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

    private static Object changed(Call call, FaultKind kind, AnswerChange change, Object answer) {
        Object changed = change.applied(answer);
        if (changed != answer) {
            call.hit(kind);
        }
        return changed;
    }

    private Object upheaved(Call call, FaultKind kind, Body body) throws Throwable {
        Object answer = body.run();
        upheavals.of(kind, call).ifPresent(upheaval -> {
            call.hit(kind);
            upheaval.run();
        });
        return answer;
    }

    private Object examined(Call call, Body body) throws Throwable {
        try {
            Object answer = body.run();
            shrugsOff(call, answer);
            return answer;
        } catch (AwsServiceException refusal) {
            shrugsOff(call, "");
            throw refusal;
        }
    }

    private void shrugsOff(Call call, Object answer) {
        for (FaultKind kind : FaultKind.values()) {
            AnswerChange change = kind.answerChange();
            boolean upheaval = kind.isUpheaval(call.operation()) && kind.befalls(call.operation(), call.isWrite());
            if (change != null
                    ? !change.concerns(answer)
                    : upheaval && upheavals.of(kind, call).isEmpty()) {
                call.shrugsOff(kind);
            }
        }
    }

    private Object faulty(AwsService service, Call call, Fault fault, Body body) throws Throwable {
        call.hit(fault.kind());
        String operation = call.operation();
        switch (fault.kind()) {
            case THROTTLE -> throw FaultShapes.throttled(service);
            case SERVER_ERROR -> throw FaultShapes.serverError(service);
            case TIMEOUT -> throw timedOut();
            case CONNECTION_RESET -> throw FaultShapes.reset();
            case ACCESS_DENIED -> throw FaultShapes.denied(service, operation);
            case EXPIRED_CREDENTIALS -> throw FaultShapes.expired(service);
            case CONFLICT -> throw FaultShapes.conflict(service, operation);
            case LOST_RESPONSE -> {
                body.run();
                throw timedOut();
            }
            case SERVER_ERROR_AFTER -> {
                body.run();
                throw FaultShapes.serverError(service);
            }
            case CAPACITY_SHORT -> throw FaultShapes.capacity(service, operation);
            case CLOCK_FORWARD, CLOCK_BACK -> {
                upheavals.setClock(fault.kind().setsClock());
                throw FaultShapes.skewed(service);
            }
            case AWS_AHEAD, AWS_BEHIND -> upheavals.setClock(fault.kind().setsClock());
            default -> spend.accept(fault.slow());
        }
        return body.run();
    }

    private RuntimeException timedOut() {
        spend.accept(timeout);
        return FaultShapes.timeout(timeout);
    }
}
