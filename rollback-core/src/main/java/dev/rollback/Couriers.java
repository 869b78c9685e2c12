package dev.rollback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notifiers of an engine, and how many of their messages have not met their fate yet. On the loop, but for {@link #finish()}. */
final class Couriers {

    private static final Logger log = LoggerFactory.getLogger(Couriers.class);

    /** How long an engine that is closed lets go out what waits. */
    private static final Duration AT_THE_END = Duration.ofSeconds(10);

    /** About five minutes. Not those of targets: what notifiers do must not move the numbers that spread the tries of a run. */
    private static final Attempts.Policy TRIES = new Attempts.Policy(10, Duration.ofSeconds(2), Duration.ofSeconds(60));

    private static final long APART = 0x6e6f74696679L;

    private final Parts parts;
    private final List<Courier> all;
    private final Attempts attempts;
    private int open;
    private CompletableFuture<Boolean> idle = CompletableFuture.completedFuture(true);

    Couriers(Parts parts, List<EngineOptions.Told> told, long seed) {
        this.parts = parts;
        this.attempts = new Attempts(TRIES, new SplittableRandom(seed ^ APART));
        List<Courier> couriers = new ArrayList<>();
        for (EngineOptions.Told one : told) {
            String name = Courier.described(one.notifier());
            long before = couriers.stream()
                    .filter(other -> Courier.described(other.notifier()).equals(name))
                    .count();
            couriers.add(new Courier(one.notifier(), one.said(), (int) before + 1));
        }
        this.all = List.copyOf(couriers);
    }

    Parts parts() {
        return parts;
    }

    List<Courier> all() {
        return all;
    }

    Attempts attempts() {
        return attempts;
    }

    /** A message waits from now on, or it is being found out whether some do. */
    void opened() {
        if (open++ == 0) {
            idle = new CompletableFuture<>();
        }
    }

    /** The message has met its fate, or it is found out. */
    void settled() {
        if (--open == 0) {
            idle.complete(true);
        }
    }

    /** Lets what waits go out, for a while. From outside the loop, once, and before it ends. */
    void finish() {
        if (all.isEmpty()) {
            return;
        }
        CompletableFuture<Boolean> finished = new CompletableFuture<>();
        parts.time().post(() -> {
            var unused = idle.thenAccept(finished::complete);
            parts.time().postAt(parts.time().instant().plus(AT_THE_END), () -> {
                if (finished.complete(false)) {
                    log.warn("{} messages are not sent, because the engine is closed", open);
                }
            });
        });
        try {
            parts.time().await(finished);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
