package dev.rollback.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in a fake AWS:
 *
 * <pre>{@code
 * world.faults().on("ecs:UpdateService").call(1).lostResponse();
 * world.faults().on("lambda:GetAlias").times(3).throttled();
 * world.faults().on("cloudtrail:*").always().accessDenied();
 * }</pre>
 *
 * <p>Calls are counted from when the fault is set. Where several fit one call, the one that was set first happens. To be used by one thread.
 */
public final class Faults {
    private final List<Rule> rules = new ArrayList<>();
    private Function<Call, Optional<Fault>> script = call -> Optional.empty();

    Faults() {}

    /**
     * Starts a fault of the calls of this operation. Unless said otherwise it befalls the first one.
     *
     * @param operation as permissions name it, for example {@code ecs:UpdateService}; {@code ecs:*} for all of a service, {@code *} for all
     */
    public On on(String operation) {
        requireOperation(operation);
        return new On(this, operation);
    }

    static void requireOperation(String operation) {
        if (!operation.matches("\\*|[a-z0-9-]+:(\\*|[A-Z]\\w+)")) {
            throw new IllegalArgumentException("A fault was put on \"" + operation
                    + "\". Expected an operation such as ecs:UpdateService, ecs:* or *. Name it as permissions do.");
        }
    }

    /** Whether what was called is what a fault was put on. */
    static boolean matches(String operation, String called) {
        return operation.equals(called)
                || (operation.endsWith("*") && called.startsWith(operation.substring(0, operation.length() - 1)));
    }

    /** Takes all faults away. */
    public void clear() {
        rules.clear();
        script = call -> Optional.empty();
    }

    /** Lets calls go wrong as something says that follows the run, where nothing else befalls them. */
    void scripted(Function<Call, Optional<Fault>> by) {
        script = by;
    }

    /** The fault of this call, if it shall meet one. */
    @Nullable
    Fault befalling(Call call) {
        Fault first = null;
        for (Rule rule : rules) {
            if (rule.counts(call) && first == null && rule.applies(call)) {
                first = rule.fault;
            }
        }
        return first == null ? script.apply(call).orElse(null) : first;
    }

    /** Whether answers of this operation have to be remembered. */
    boolean wantsAnswers(String operation) {
        for (Rule rule : rules) {
            if (rule.fault.kind() == FaultKind.STALE_READ && rule.matches(operation)) {
                return true;
            }
        }
        return false;
    }

    /** Which calls of an operation go wrong, until it is said how. Not thread-safe. */
    public static final class On {
        private final Faults faults;
        private final String operation;
        private int first = 1;
        private int last = 1;

        private On(Faults faults, String operation) {
            this.faults = faults;
            this.operation = operation;
        }

        /** Befalls the n-th call alone; the first one is 1. */
        public On call(int n) {
            return calls(n, n);
        }

        /** Befalls the next n calls. */
        public On times(int n) {
            return calls(1, n);
        }

        /** Befalls every call from now on. */
        public On always() {
            return calls(1, Integer.MAX_VALUE);
        }

        On calls(int from, int to) {
            if (from < 1 || to < from) {
                throw new IllegalArgumentException("A fault of " + operation + " was put on calls " + from + " to " + to
                        + ". Expected numbers from 1 on. Count the first call as 1.");
            }
            first = from;
            last = to;
            return this;
        }

        /** The service throttles, in its own shape. */
        public void throttled() {
            fails(FaultKind.THROTTLE);
        }

        /** The service fails with status 5xx before it does anything. */
        public void serverError() {
            fails(FaultKind.SERVER_ERROR);
        }

        /** The service does it, and the caller runs into a time-out. */
        public void lostResponse() {
            fails(FaultKind.LOST_RESPONSE);
        }

        /** The service does it, and then fails with status 5xx. */
        public void serverErrorAfter() {
            fails(FaultKind.SERVER_ERROR_AFTER);
        }

        /** Nothing happens until the SDK gives up. */
        public void timeout() {
            fails(FaultKind.TIMEOUT);
        }

        /** The connection breaks before the service hears of it. */
        public void connectionReset() {
            fails(FaultKind.CONNECTION_RESET);
        }

        /** IAM refuses. */
        public void accessDenied() {
            fails(FaultKind.ACCESS_DENIED);
        }

        /** The credentials have expired. */
        public void expiredCredentials() {
            fails(FaultKind.EXPIRED_CREDENTIALS);
        }

        /** Somebody else changes the same thing, in the words of a service that says so. */
        public void conflict() {
            fails(FaultKind.CONFLICT);
        }

        /** Equal requests get the answer that the last one before got. The first ever gets a true one. */
        public void staleRead() {
            fails(FaultKind.STALE_READ);
        }

        /** The answer takes this much longer. */
        public void slow(Duration more) {
            add(new Fault(FaultKind.SLOW, more));
        }

        /** What the call begins takes five times as long: a deployment, a restore, an invalidation. */
        public void slowConvergence() {
            fails(FaultKind.SLOW_CONVERGENCE);
        }

        /**
         * What the call begins never ends: a deployment of ECS without a circuit breaker whose tasks do not come up stays {@code IN_PROGRESS} for
         * ever, as does one of AppConfig, an allocation of provisioned concurrency, a database that is being created.
         */
        public void neverEnds() {
            fails(FaultKind.NEVER_ENDS);
        }

        /** The tasks of the deployment exit, and ECS rolls it back by its circuit breaker to the version that completed last. */
        public void circuitBreaker() {
            fails(FaultKind.CIRCUIT_BREAKER);
        }

        /** An alarm goes off while the deployment runs; ECS rolls it back, and AppConfig does. */
        public void alarm() {
            fails(FaultKind.ALARM);
        }

        /** The images of the deployment are removed from ECR before its tasks have pulled them. */
        public void imageGone() {
            fails(FaultKind.IMAGE_GONE);
        }

        /** There is no room: tasks of ECS stay pending, provisioned concurrency of Lambda ends in FAILED, RDS refuses. */
        public void capacityShort() {
            fails(FaultKind.CAPACITY_SHORT);
        }

        /** The caller's clock is set forward by an hour; AWS refuses this one request, whose signature it takes for one of the future. */
        public void clockForward() {
            fails(FaultKind.CLOCK_FORWARD);
        }

        /** The caller's clock is set back by 20 minutes; AWS refuses this one request, whose signature has expired. */
        public void clockBack() {
            fails(FaultKind.CLOCK_BACK);
        }

        /** From now on the clock of AWS is 4 minutes ahead of the caller's, too little for AWS to refuse anything. */
        public void awsAhead() {
            fails(FaultKind.AWS_AHEAD);
        }

        /** From now on the clock of AWS is 4 minutes behind the caller's, too little for AWS to refuse anything. */
        public void awsBehind() {
            fails(FaultKind.AWS_BEHIND);
        }

        /** States and statuses of the answer are newer than the SDK, whose enums then say {@code UNKNOWN_TO_SDK_VERSION}. */
        public void unknownValues() {
            fails(FaultKind.UNKNOWN_VALUES);
        }

        /** The answer lacks what AWS may leave out: times, counts, reasons, the rollout state of a deployment in ECS. */
        public void missingFields() {
            fails(FaultKind.MISSING_FIELDS);
        }

        /** Goes wrong in this way. */
        public void fails(FaultKind kind) {
            add(Fault.of(kind));
        }

        void add(Fault fault) {
            faults.rules.add(new Rule(operation, first, last, fault));
        }
    }

    /** One fault, and how many calls it has counted. */
    private static final class Rule {
        private final String operation;
        private final int first;
        private final int last;
        private final Fault fault;
        private int counted;

        Rule(String operation, int first, int last, Fault fault) {
            this.operation = operation;
            this.first = first;
            this.last = last;
            this.fault = fault;
        }

        boolean matches(String called) {
            return Faults.matches(operation, called);
        }

        boolean counts(Call call) {
            boolean fits = matches(call.operation());
            counted += fits ? 1 : 0;
            return fits;
        }

        boolean applies(Call call) {
            return counted >= first && counted <= last && fault.kind().befalls(call.operation(), call.isWrite());
        }
    }
}
