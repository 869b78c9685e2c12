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
import java.util.NavigableMap;
import java.util.stream.Stream;

/** A target of your own: a release switch that remembers when it was set to what, here in memory, in your house in a table. */
public record YourOwnTarget(NavigableMap<Instant, String> releases) implements Target {

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
        return history(look)
                .findFirst()
                .orElseThrow(() -> TargetException.missing("The release switch was never set."));
    }

    @Override
    public Stream<Version> history(Look look) {
        return releases.descendingMap().entrySet().stream().map(set -> {
            Tenure tenure = new Tenure(set.getKey(), releases.higherKey(set.getKey()), "the switch's own table");
            return Version.of(set.getValue(), set.getValue(), tenure);
        });
    }

    @Override
    public Assessment check(Change change, Look look) {
        Duration second = Duration.ofSeconds(1);
        return Assessment.expecting(second, second).path("set the switch").build();
    }

    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        if (!current(attempt).sameContent(change.to())) {
            releases.put(attempt.now(), change.to().id());
        }
        return Progress.settled(current(attempt), "it is set to " + change.to().id());
    }
}
