package dev.rollback;

import dev.rollback.journal.Lifted;
import dev.rollback.target.Look;
import dev.rollback.target.Target;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Lets a version be chosen again: finds out what it is, and notes in the journal that it is good. On the loop. */
final class Lifting {

    private final Parts parts;
    private final Target target;
    private final String version;
    private final String who;
    private final String why;

    Lifting(Parts parts, Target target, String version, String who, String why) {
        this.parts = parts;
        this.target = target;
        this.version = version;
        this.who = required("who", who);
        this.why = required("why", why);
    }

    private static String required(String part, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "To lift a quarantine needs a " + part + ", got \"" + text + "\": say it, it is journaled.");
        }
        return text;
    }

    /** What the version is. */
    private record Found(TargetId id, Optional<Version> version) {}

    CompletableFuture<Boolean> carryOut() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Duration within = parts.limits().preview();
        Instant until = parts.time().instant().plus(within);
        Caller.Job<Found> job = new Caller.Job<>("lift", target.name(), within, until, () -> true, () -> {
            Look look = new EngineLook(parts, Optional.empty(), within);
            return new Found(target.id(), target.version(version, look));
        });
        new Caller(parts)
                .call(
                        job,
                        found -> complete(found, done),
                        failure -> done.completeExceptionally(
                                RollbackException.notLifted(target.name(), version, Texts.sentence(failure))));
        return done;
    }

    private void complete(Found found, CompletableFuture<Boolean> done) {
        try {
            lift(found);
            done.complete(true);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void lift(Found found) {
        Version known = found.version()
                .orElseThrow(() -> RollbackException.notLifted(
                        target.name(), version, "it has no such version. Name one as a preview shows it."));
        if (parts.journal().quarantine(found.id(), known.content()).isEmpty()) {
            throw RollbackException.notLifted(
                    target.name(), version, "no run of this journal rolled away from it. Nothing is to be done.");
        }
        parts.journal()
                .lift(new Lifted(found.id(), known.content(), parts.time().instant(), who, why));
    }
}
