package dev.rollback;

import dev.rollback.journal.Checkpoint;
import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Takes a checkpoint: looks at all targets side by side, within the time for a preview, and keeps what they serve. All of them, or none. On the loop. */
final class Capture {

    private final Parts parts;
    private final List<Target> targets;
    private final CaptureOptions options;
    private final Caller caller;
    private final String id;
    private final Instant until;

    Capture(Parts parts, List<Target> targets, CaptureOptions options, String id) {
        this.parts = parts;
        this.targets = targets;
        this.options = options;
        this.caller = new Caller(parts);
        this.id = id;
        this.until = parts.time().instant().plus(parts.limits().preview());
    }

    /**
     * What was found of a target.
     *
     * @param warnings what may keep it from being brought back to that
     */
    private record Found(TargetId target, Version version, List<String> warnings) {}

    /** Takes it; completed once it is durable, and what is deployed now comes after it. */
    CompletableFuture<Checkpoint> take() {
        List<CompletableFuture<Found>> looks = targets.stream().map(this::look).toList();
        return CompletableFuture.allOf(looks.toArray(CompletableFuture<?>[]::new))
                .thenCompose(
                        all -> keep(looks.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<Found> look(Target target) {
        CompletableFuture<Found> result = new CompletableFuture<>();
        Caller.Job<Found> job = new Caller.Job<>(
                "capture", target.name(), parts.limits().preview(), until, () -> !result.isDone(), () -> found(target));
        caller.call(
                job,
                result::complete,
                failure -> result.completeExceptionally(RollbackException.notCaptured(target.name(), failure)));
        parts.time()
                .postAt(
                        until,
                        () -> result.completeExceptionally(RollbackException.notCaptured(
                                target.name(),
                                TargetException.of(
                                        TargetException.Kind.TRANSIENT,
                                        "no answer within "
                                                + Texts.duration(parts.limits().preview())))));
        return result;
    }

    private Found found(Target target) {
        Look look = new EngineLook(
                parts, Optional.empty(), Duration.between(parts.time().instant(), until));
        Version version = target.capture(look);
        List<String> warnings = new ArrayList<>();
        if (version.standing() != Standing.PROVEN) {
            warnings.add(target.name() + ": " + version.title() + " " + version.why());
        }
        target.perils(version, look).forEach(peril -> warnings.add(target.name() + ": " + peril.text()));
        return new Found(target.id(), version, warnings);
    }

    private CompletableFuture<Checkpoint> keep(List<Found> found) {
        Instant now = parts.time().instant();
        Checkpoint checkpoint = new Checkpoint(
                id,
                now,
                found.stream()
                        .map(one -> new Checkpoint.Captured(one.target(), one.version()))
                        .toList(),
                found.stream().flatMap(one -> one.warnings().stream()).toList(),
                options.notes());
        parts.journal().keep(checkpoint);
        return after(grain(), checkpoint);
    }

    private Duration grain() {
        return Stream.concat(Stream.of(Duration.ZERO), targets.stream().map(Target::grain))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Nothing is deployed before the finest clock of a target has moved on. */
    private CompletableFuture<Checkpoint> after(Duration grain, Checkpoint checkpoint) {
        CompletableFuture<Checkpoint> result = new CompletableFuture<>();
        if (grain.isZero()) {
            result.complete(checkpoint);
        } else {
            parts.time().postAt(parts.time().instant().plus(grain), () -> result.complete(checkpoint));
        }
        return result;
    }
}
