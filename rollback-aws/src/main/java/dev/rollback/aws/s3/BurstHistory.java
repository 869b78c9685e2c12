package dev.rollback.aws.s3;

import dev.rollback.target.Look;
import dev.rollback.target.PastChange;
import dev.rollback.target.Standing;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a bucket or prefix was like before each burst of writes. A bucket keeps no releases, so the times of its entries have to tell them: what was stored
 * closely together is one, and the state before it had been there since the one before that.
 */
final class BurstHistory {

    private final Parts parts;
    private final Look look;

    BurstHistory(Parts parts, Look look) {
        this.parts = parts;
        this.look = look;
    }

    /** The present state, and the state before each burst, the newest first. Lists all entries once, when more than the first is asked for. */
    Stream<Version> versions() {
        return Stream.concat(
                Stream.of(Live.at(look.now())), Stream.of(this).flatMap(history -> history.past().stream()));
    }

    /** The bursts themselves, the newest first. Lists all entries once. */
    List<PastChange> changes() {
        Seen seen = seen();
        return seen.bursts().stream()
                .map(burst -> change(burst, seen.cutShort()))
                .toList();
    }

    private static PastChange change(Burst burst, Optional<String> cutShort) {
        String span = burst.first().equals(burst.last()) ? "" : " until " + burst.last();
        String back = burst.isRollback() ? ", which put earlier content back" : "";
        String source = "times of the writes"
                + cutShort.map(key -> "; the time sufficed for the keys up to " + key)
                        .orElse("");
        return new PastChange(burst.first(), "", burst.count().told() + span + back, "", source);
    }

    private List<Version> past() {
        Seen seen = seen();
        return before(seen.bursts(), seen.cutShort());
    }

    /**
     * What was listed.
     *
     * @param bursts the newest first
     * @param cutShort the key up to which the time sufficed, if it did not for all
     */
    private record Seen(List<Burst> bursts, Optional<String> cutShort) {}

    private Seen seen() {
        WriteTimes times = new WriteTimes(look.now(), null);
        WriteWatch watch = new WriteWatch(times);
        Duration half = Duration.between(look.now(), look.deadline()).dividedBy(2);
        Instant until = look.now().plus(half);
        Scan.Range range = new Scan.Range(null, () -> look.now().isBefore(until));
        Scan scan = new Scan(parts.pages(look), parts.span(), Wanted.at(look.now()), range, watch);
        String last = "";
        while (scan.hasNext()) {
            last = scan.next().key();
        }
        watch.end();
        return new Seen(times.bursts(), scan.isComplete() ? Optional.empty() : Optional.of(last));
    }

    /** Nothing is known of the state before the oldest burst: it was empty, or what it held is gone. */
    private List<Version> before(List<Burst> bursts, Optional<String> cutShort) {
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i + 1 < bursts.size(); i++) {
            versions.add(before(bursts.get(i), bursts.get(i + 1), cutShort));
        }
        return versions;
    }

    private static Version before(Burst burst, Burst older, Optional<String> cutShort) {
        String id = burst.before().toString();
        Duration quiet = Duration.between(older.last(), burst.first());
        String source = "no write for " + Instants.text(quiet) + " before the burst of " + burst;
        Version version = Version.of(id, id, Tenure.between(older.last(), burst.first(), source))
                .labelled("before " + burst.count().told() + " at " + burst.first());
        if (burst.isRollback()) {
            return version.standing(
                    Standing.SUSPECT,
                    "was rolled away from at " + burst.first() + ": most of the "
                            + burst.count().told() + " then put earlier content back");
        }
        return cutShort.map(key -> version.standing(
                        Standing.UNPROVEN, "the time sufficed to list the keys up to " + key + " only: " + source))
                .orElse(version);
    }
}
