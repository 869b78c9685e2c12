package dev.rollback.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** One request that reached the fake AWS, or would have. Complete once it has ended. */
public final class Call {
    private final int number;
    private final Instant at;
    private final Operation operation;
    private final Object request;
    private @Nullable FaultKind fault;
    private @Nullable Throwable failure;
    private @Nullable List<String> names;
    private Set<FaultKind> shrugged = Set.of();
    private Duration took = Duration.ZERO;

    Call(int number, Instant at, Operation operation, Object request) {
        this.number = number;
        this.at = at;
        this.operation = operation;
        this.request = request;
    }

    /** Its place among the calls of its world, from 1. */
    public int number() {
        return number;
    }

    /** When it was made, by the world's clock. */
    public Instant at() {
        return at;
    }

    /** As permissions name it, for example {@code ecs:UpdateService}. */
    public String operation() {
        return operation.name();
    }

    /** Whether it changes something, or would have. */
    public boolean isWrite() {
        return operation.write();
    }

    /** The SDK's request. */
    public Object request() {
        return request;
    }

    /** The fault that it met, if any. */
    public Optional<FaultKind> fault() {
        return Optional.ofNullable(fault);
    }

    /** What the caller got instead of an answer, if anything. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** How long the caller waited for it. */
    public Duration took() {
        return took;
    }

    /** Which resources it names. */
    public String subject() {
        return String.join(" ", names());
    }

    /** The names in its request, each apart. */
    List<String> names() {
        List<String> known = names;
        if (known == null) {
            known = Subject.names(request);
            names = known;
        }
        return known;
    }

    void hit(FaultKind kind) {
        fault = kind;
    }

    /** A fault of this kind would have come to nothing here. */
    void shrugsOff(FaultKind kind) {
        if (shrugged.isEmpty()) {
            shrugged = EnumSet.of(kind);
        } else {
            shrugged.add(kind);
        }
    }

    /** Whether a fault of this kind can befall such a call and come to something. */
    boolean isOpenTo(FaultKind kind) {
        return kind.befalls(operation(), isWrite()) && !shrugged.contains(kind);
    }

    void failed(Throwable with) {
        failure = with;
    }

    void spent(Duration time) {
        took = time;
    }

    private String outcome() {
        if (failure == null) {
            return "ok";
        }
        return failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                ? answer.statusCode() + " " + answer.awsErrorDetails().errorCode()
                : failure.getClass().getSimpleName();
    }

    /** Operation, resources, outcome and fault on one line; no values of the request. */
    @Override
    public String toString() {
        String subject = subject();
        return operation.name() + (subject.isEmpty() ? "" : " " + subject) + " -> " + outcome()
                + (fault == null ? "" : " [" + fault + "]") + " (" + took.toMillis() + " ms)";
    }
}
