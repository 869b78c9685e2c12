package dev.rollback;

import dev.rollback.target.TargetException;
import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Makes calls beside the loop, and repeats those that failed in passing, as often and as late as {@link Attempts} says. On the loop. */
final class Caller {

    private static final Logger log = LoggerFactory.getLogger(Caller.class);

    private final Parts parts;

    Caller(Parts parts) {
        this.parts = parts;
    }

    /**
     * One piece of work.
     *
     * @param run the run, for the log
     * @param step the step, for the log
     * @param timeout how long one try may take
     * @param until when no further try begins
     * @param wanted whether anybody still waits for it; asked on the loop before each further try
     * @param work what to do; answers something
     */
    record Job<T>(String run, String step, Duration timeout, Instant until, BooleanSupplier wanted, Callable<T> work) {}

    /** Does the work until it is done or given up; exactly one of the two is told, on the loop. */
    <T> void call(Job<T> job, Consumer<T> done, Consumer<TargetException> failed) {
        new Tries<>(job, done, failed).next();
    }

    /** Does the work with one try. */
    <T> void once(Job<T> job, Consumer<T> done, Consumer<TargetException> failed) {
        parts.time().call(job.timeout(), () -> carryOut(job), new EngineTime.Answer<T>() {
            @Override
            public void done(T result) {
                done.accept(result);
            }

            @Override
            public void failed(Throwable failure) {
                failed.accept(asTargetException(job, failure));
            }
        });
    }

    /** The tries of one piece of work, one after the other. */
    private final class Tries<T> {
        private final Job<T> job;
        private final Consumer<T> done;
        private final Consumer<TargetException> failed;
        private final Attempts.OfOneCall attempts = parts.attempts().ofOneCall();

        Tries(Job<T> job, Consumer<T> done, Consumer<TargetException> failed) {
            this.job = job;
            this.done = done;
            this.failed = failed;
        }

        void next() {
            once(job, done, this::again);
        }

        private void again(TargetException failure) {
            Optional<Instant> next = attempts.failed(failure).map(parts.time().instant()::plus);
            if (next.filter(job.until()::isAfter).isEmpty()) {
                failed.accept(failure);
                return;
            }
            log.debug("{} of {} is tried again at {}", job.step(), job.run(), next.get(), failure);
            parts.time().postAt(next.get(), () -> nextIfWanted(failure));
        }

        private void nextIfWanted(TargetException before) {
            if (job.wanted().getAsBoolean()) {
                next();
            } else {
                failed.accept(before);
            }
        }
    }

    private static <T> T carryOut(Job<T> job) throws Exception {
        MDC.put("run", job.run());
        MDC.put("step", job.step());
        try {
            T result = job.work().call();
            if (result == null) {
                throw TargetException.invalid("The call for " + job.step()
                        + " answered null: targets, actions and probes have to say where they stand. Mend its code");
            }
            return result;
        } finally {
            MDC.remove("run");
            MDC.remove("step");
        }
    }

    private static TargetException asTargetException(Job<?> job, Throwable failure) {
        if (failure instanceof TargetException known) {
            return known;
        }
        if (failure instanceof TimeoutException) {
            return TargetException.of(
                    TargetException.Kind.UNKNOWN_OUTCOME,
                    "The call for " + job.step() + " gave no answer within " + Texts.duration(job.timeout())
                            + " and was given up; what it did is read from live state",
                    failure);
        }
        log.warn("The call for {} of {} threw what no target may throw", job.step(), job.run(), failure);
        return TargetException.of(
                TargetException.Kind.INVALID,
                "The call for " + job.step() + " failed unexpectedly: " + failure,
                failure);
    }
}
