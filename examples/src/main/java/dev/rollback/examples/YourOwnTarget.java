package dev.rollback.examples;

import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.RemoteCall.Limit;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A target of your own: a release switch that remembers when it was set to what, here in memory, in your house in a table. */
public record YourOwnTarget(NavigableMap<Instant, String> releases) implements Target {

    private static final Limit LIMIT = new Limit("switch", 10, 5);
    private static final RemoteCall GET = new RemoteCall("switch:Get", LIMIT);
    private static final RemoteCall SET = new RemoteCall("switch:Set", LIMIT);

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
        NavigableMap<Instant, String> rows = look.read(GET, () -> new TreeMap<>(releases));
        return rows.descendingMap().entrySet().stream().map(set -> {
            Tenure tenure = new Tenure(set.getKey(), rows.higherKey(set.getKey()), "the switch's own table");
            return Version.of(set.getValue(), set.getValue(), tenure);
        });
    }

    @Override
    public Assessment check(Change change, Look look) {
        Assessment.Builder seconds = Assessment.expecting(Duration.ofSeconds(2), Duration.ofSeconds(2));
        return seconds.path("set the switch")
                .reads("switch:Get", "*")
                .writes("switch:Set", "*")
                .build();
    }

    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        Version now = current(attempt);
        if (now.sameContent(change.to())) {
            return Progress.settled(now, "it is set to " + now.id());
        }
        if (!now.sameContent(change.from())) {
            return Progress.failed(FailureKind.CONFLICT, "somebody else set it to " + now.id());
        }
        attempt.write(SET, () -> releases.put(attempt.now(), change.to().id()));
        return Progress.pending("set, looks whether it is so", 0.5, Memo.empty(), Duration.ofSeconds(1));
    }
}
