package dev.rollback.testkit;

import dev.rollback.target.Change;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import dev.rollback.testkit.account.Known;
import dev.rollback.testkit.s3.FakeBucket;
import dev.rollback.testkit.s3.FakeRelease;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a run found of one target, put into a world: the version that it went to, and on top of it the one that it came from. */
final class RecordedTarget {
    private static final Duration USUALLY = Duration.ofMinutes(20);
    private static final Duration LONG_BEFORE = Duration.ofDays(30);

    /** What a service's version of the past does not know of the service. */
    private static final List<String> OF_THE_SERVICE = List.of("desired", "controller", "strategy");

    private final RecordedStep step;
    private final Change change;
    private final Instant start;
    private final Consumer<String> left;

    RecordedTarget(RecordedStep step, Change change, Instant start, Consumer<String> left) {
        this.step = step;
        this.change = change;
        this.start = start;
        this.left = left;
    }

    void in(FakeAws world) {
        Duration later = Duration.between(start, world.clock().instant());
        Optional<Instant> time = time(change.to().id());
        boolean bucket = change.target().kind().equals("s3-bucket")
                || change.target().kind().equals("s3-prefix");
        if (bucket && time.isPresent()) {
            bucket(world, time.get().plus(later));
            return;
        }
        Instant from = since();
        if (!change.from().id().equals(change.to().id())) {
            like(world, completed(at(change.to(), before(from))), later);
        }
        like(world, at(change.from(), from), later);
    }

    private void like(FakeAws world, Version version, Duration later) {
        SceneOfCheckpoint.like(world, new Known(change.target(), version, later, left));
    }

    private static Version at(Version version, Instant from) {
        return version.tenure(Tenure.since(from, version.tenure().source()));
    }

    /** Since when the version served that was rolled away from. */
    private Instant since() {
        return change.from()
                .tenure()
                .liveFrom()
                .or(() -> change.to().tenure().liveTo())
                .orElse(start.minus(USUALLY));
    }

    private Instant before(Instant from) {
        return change.to().tenure().liveFrom().filter(from::isAfter).orElse(from.minus(LONG_BEFORE));
    }

    private Version completed(Version to) {
        Version more = to;
        for (String fact : OF_THE_SERVICE) {
            String value = change.from().facts().get(fact);
            more = value == null || more.facts().containsKey(fact) ? more : more.fact(fact, value);
        }
        return more;
    }

    // a bucket, of which the run counted the keys

    private static Optional<Instant> time(String id) {
        try {
            return Optional.of(Instant.parse(id));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void bucket(FakeAws world, Instant to) {
        TargetId target = change.target();
        String[] names = target.name().split("/", 2);
        String prefix = names.length > 1 ? names[1] : "";
        FakeBucket bucket = world.s3().bucket(names[0]).versioned();
        int brought = count("copied");
        int removed = Math.max(count("removals"), count("marked"));
        int wanted = Math.max(count("wanted"), brought);
        int entries = Math.min(count("later"), brought);
        bucket.at(to.minus(LONG_BEFORE), release -> good(release, prefix, wanted, entries));
        bucket.at(to.plusSeconds(1), release -> bad(release, prefix, brought, entries, removed));
        left.accept(target + ": what its keys are called and hold is not in the journal: " + wanted + " keys, of which "
                + brought + " are brought back, and " + removed + " that are removed.");
    }

    private int count(String what) {
        return step.counts.getOrDefault(what, 0);
    }

    private static void good(FakeRelease release, String prefix, int keys, int entries) {
        for (int i = 0; i < keys; i++) {
            release.put(key(prefix, i, entries), "good " + i);
        }
    }

    private static void bad(FakeRelease release, String prefix, int keys, int entries, int added) {
        for (int i = 0; i < keys; i++) {
            release.put(key(prefix, i, entries), "bad " + i);
        }
        for (int i = 0; i < added; i++) {
            release.put(prefix + "added." + i, "bad");
        }
    }

    private static String key(String prefix, int place, int entries) {
        return prefix + "key." + place + (place < entries ? ".html" : "");
    }
}
