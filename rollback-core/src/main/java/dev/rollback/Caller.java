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
import org.jspecify.annotations.Nullable;
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
     * @param wanted whether a further try is wanted at all
     * @param work what to do
     */
    record Job<T>(String run, String step, Duration timeout, Instant until, BooleanSupplier wanted, Callable<T> work) {

        /** Work that is wanted until its time is over. */
        Job(String run, String step, Duration timeout, Instant until, Callable<T> work) {
            this(run, step, timeout, until, () -> true, work);
        }
    }

    /** Does the work until it is done or given up; exactly one of the two is told, on the loop. */
    <T> void call(Job<T> job, Consumer<T> done, Consumer<TargetException> failed) {
        attempt(job, null, done, failed);
    }

    private <T> void attempt(
            Job<T> job, Attempts.@Nullable OfOneCall earlier, Consumer<T> done, Consumer<TargetException> failed) {
        once(job, done, failure -> again(job, earlier, done, failed, failure));
    }

    private <T> void again(
            Job<T> job,
            Attempts.@Nullable OfOneCall earlier,
            Consumer<T> done,
            Consumer<TargetException> failed,
            TargetException failure) {
        Attempts.OfOneCall attempts = earlier == null ? parts.attempts().ofOneCall() : earlier;
        Optional<Duration> delay = attempts.failed(failure);
        Instant next = parts.time().instant().plus(delay.orElse(Duration.ZERO));
        if (delay.isEmpty() || !next.isBefore(job.until()) || !job.wanted().getAsBoolean()) {
            failed.accept(failure);
            return;
        }
        log.debug("{} of {} is tried again in {}: {}", job.step(), job.run(), delay.get(), failure.getMessage());
        parts.time().postAt(next, () -> attemptIfWanted(job, attempts, done, failed, failure));
    }

    private <T> void attemptIfWanted(
            Job<T> job,
            Attempts.@Nullable OfOneCall earlier,
            Consumer<T> done,
            Consumer<TargetException> failed,
            TargetException before) {
        if (job.wanted().getAsBoolean()) {
            attempt(job, earlier, done, failed);
        } else {
            failed.accept(before);
        }
    }

    /** Does the work with one try. */
    <T> void once(Job<T> job, Consumer<T> done, Consumer<TargetException> failed) {
        parts.time().call(job.timeout(), named(job), new EngineTime.Answer<T>() {
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

    private static <T> Callable<T> named(Job<T> job) {
        return () -> {
            MDC.put("run", job.run());
            MDC.put("step", job.step());
            try {
                return job.work().call();
            } finally {
                MDC.remove("run");
                MDC.remove("step");
            }
        };
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
