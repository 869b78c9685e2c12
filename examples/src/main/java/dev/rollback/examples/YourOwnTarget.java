package dev.rollback.examples;

import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A target of your own: a switch that remembers which releases it stood on, here a list in memory, in your house a row or a file. */
public record YourOwnTarget(List<Entry> log) implements Target {

    /** The switch was set to this release at that time. */
    public record Entry(String release, Instant since) {}

    @Override
    public TargetId id() {
        return new TargetId("release-switch", "local/shop", "checkout");
    }

    @Override
    public String name() {
        return "release switch";
    }

    @Override
    public Version current(Look look) {
        return history(look).findFirst().orElseThrow(() -> TargetException.missing("The release switch was never set."));
    }

    @Override
    public Stream<Version> history(Look look) {
        return Stream.iterate(log.size() - 1, i -> i >= 0, i -> i - 1).map(this::version);
    }

    private Version version(int place) {
        Entry entry = log.get(place);
        Instant until = place + 1 < log.size() ? log.get(place + 1).since() : null;
        return Version.of(entry.release(), entry.release(), new Tenure(entry.since(), until, "the switch's own log"));
    }

    @Override
    public Assessment check(Change change, Look look) {
        Duration atOnce = Duration.ofSeconds(1);
        return Assessment.expecting(atOnce, atOnce).path("set the switch to " + change.to().id()).build();
    }

    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        if (!current(attempt).sameContent(change.to())) {
            log.add(new Entry(change.to().id(), attempt.now()));
        }
        return Progress.settled(current(attempt), "the switch stands on " + change.to().id());
    }
}
