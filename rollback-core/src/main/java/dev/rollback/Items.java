package dev.rollback;

import dev.rollback.target.Attempt;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many items of one call of a target, side by side, each tried again like a call. What came of them is told on the calling thread. */
final class Items<I, R> {

    private final EngineLook look;
    private final Function<I, R> call;
    private final Consumer<Attempt.Done<I, R>> told;
    private final Queue<Attempt.Done<I, R>> ended = new ConcurrentLinkedQueue<>();

    Items(EngineLook look, Function<I, R> call, Consumer<Attempt.Done<I, R>> told) {
        this.look = look;
        this.call = call;
        this.told = told;
    }

    void carryOut(Iterator<I> items, int atOnce) {
        if (atOnce < 1 || atOnce > Attempt.MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "forEach with " + atOnce + " items at once: expected 1 to " + Attempt.MOST_AT_ONCE + ".");
        }
        try {
            look.parts().time().sideBySide(new Work(items), atOnce);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TargetException.of(TargetException.Kind.TRANSIENT, "the time of the call is over", e);
        }
        tell();
    }

    private void tell() {
        for (Attempt.Done<I, R> one = ended.poll(); one != null; one = ended.poll()) {
            told.accept(one);
        }
    }

    /** The items as work; whoever asks for the next hears first of those that have ended. */
    private final class Work implements Iterator<Runnable> {
        private final Iterator<I> items;

        Work(Iterator<I> items) {
            this.items = items;
        }

        @Override
        public boolean hasNext() {
            tell();
            return items.hasNext();
        }

        @Override
        public Runnable next() {
            I item = items.next();
            return () -> ended.add(tried(item));
        }
    }

    private Attempt.Done<I, R> tried(I item) {
        Attempts.@Nullable OfOneCall attempts = null;
        while (true) {
            try {
                return new Attempt.Done<>(item, call.apply(item), null);
            } catch (TargetException e) {
                attempts = attempts == null ? look.parts().attempts().ofOneCall() : attempts;
                Optional<Duration> wait = attempts.failed(e).filter(this::isTimeFor);
                if (wait.isEmpty() || !pause(wait.get())) {
                    return new Attempt.Done<>(item, null, e);
                }
            } catch (RuntimeException | Error e) {
                return new Attempt.Done<>(item, null, unexpected(item, e));
            }
        }
    }

    private boolean isTimeFor(Duration wait) {
        return look.now().plus(wait).isBefore(look.deadline());
    }

    private boolean pause(Duration wait) {
        try {
            look.parts().time().pause(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private TargetException unexpected(I item, Throwable failure) {
        return TargetException.of(
                TargetException.Kind.INVALID, "The call for " + item + " failed unexpectedly: " + failure, failure);
    }
}
