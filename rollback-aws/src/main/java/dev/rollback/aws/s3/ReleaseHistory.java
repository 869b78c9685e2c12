package dev.rollback.aws.s3;

import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which releases there are, which one users get, and which they got before. What the live prefix held at a time is found by content, never by when a
 * release was uploaded: its versions are read twice, once for the bursts of writes to it and once to compare the states between these with all releases.
 */
final class ReleaseHistory {

    private static final String SOURCE = "content of the versions of the live prefix";
    private static final int MOST_RELEASES = 100;

    /** Bursts of writes that are looked back over. */
    private static final int MOST_BURSTS = 12;

    private final Parts parts;
    private final Releases releases;
    private final Look look;
    private final Instant until;

    ReleaseHistory(Parts parts, Look look) {
        this.parts = parts;
        this.releases = Objects.requireNonNull(parts.releases());
        this.look = look;
        this.until = look.now()
                .plus(Duration.between(look.now(), look.deadline())
                        .multipliedBy(4)
                        .dividedBy(5));
    }

    /** The release that users get, or what else they get. */
    Version current(Instant now) {
        return compared(List.of(now)).current(now);
    }

    /** One release, read to its end; empty if it has no object. */
    Optional<Version> version(String prefix) {
        ReleaseCursor release = cursor(prefix).toEnd();
        return release.keys() == 0
                ? Optional.empty()
                : Optional.of(
                        version(release, Tenure.unknown("named by its prefix, so when it was live was not looked up")));
    }

    /** Users' present content, what they got before it, the newest first, and then the releases that they never got, the latest uploaded first. */
    Stream<Version> versions() {
        return Stream.of(this).flatMap(history -> history.all().stream());
    }

    private List<Version> all() {
        List<Burst> bursts = bursts();
        List<Instant> times = new ArrayList<>(List.of(look.now()));
        bursts.forEach(burst -> times.add(burst.before()));
        return compared(times).history(bursts);
    }

    private List<Burst> bursts() {
        WriteTimes times = new WriteTimes(look.now(), null);
        WriteWatch watch = new WriteWatch(times);
        listLive(watch);
        watch.end();
        List<Burst> bursts = times.bursts();
        return bursts.subList(0, Math.min(MOST_BURSTS, bursts.size()));
    }

    private void listLive(Scan.Watcher watcher) {
        Scan.Range range = new Scan.Range(null, () -> look.now().isBefore(until));
        Scan scan = new Scan(parts.pages(look), parts.span(), Wanted.at(look.now()), range, watcher);
        String last = "";
        while (scan.hasNext()) {
            last = scan.next().key();
        }
        if (!scan.isComplete()) {
            throw TargetException.of(
                    TargetException.Kind.TRANSIENT,
                    "The time sufficed to list " + parts.span() + " up to \"" + last
                            + "\" only: expected all of it, to tell which release users get. Give the preview more time"
                            + " (EngineOptions).");
        }
    }

    private Compared compared(List<Instant> times) {
        List<ReleaseCursor> cursors = releases.all(parts.calls(), look, MOST_RELEASES).stream()
                .map(this::cursor)
                .toList();
        ReleaseMatch match = new ReleaseMatch(parts.span(), times, cursors);
        listLive(match);
        match.end();
        List<Version> versions = cursors.stream()
                .map(release -> version(release, Tenure.unknown(uploaded(release) + "; not seen in the live prefix")))
                .toList();
        return new Compared(match, cursors, versions);
    }

    private ReleaseCursor cursor(String prefix) {
        return new ReleaseCursor(parts.pages(look), Span.prefix(releases.bucket(), prefix), null);
    }

    private static Version version(ReleaseCursor release, Tenure tenure) {
        Version version = Version.of(release.prefix(), release.content(), tenure)
                .fact(Releases.KEYS, Long.toString(release.keys()));
        return release.newest()
                .map(at -> version.fact("uploaded", at.toString()))
                .orElse(version);
    }

    private static String uploaded(ReleaseCursor release) {
        return release.newest().map(at -> "uploaded at " + at).orElse("empty");
    }

    /** A release that users got for a time. */
    private record Served(ReleaseMatch.Held held, Tenure tenure) {

        boolean isOf(Served other) {
            return held.release() == other.held.release();
        }

        /** The same release over the time of an older one, too. */
        Served since(Served older) {
            return new Served(held, new Tenure(older.tenure.from(), tenure.to(), SOURCE));
        }
    }

    /** What a comparison found; a release is told by its place. */
    private record Compared(ReleaseMatch match, List<ReleaseCursor> cursors, List<Version> versions) {

        Version current(Instant now) {
            Optional<ReleaseMatch.Held> held = match.held(0);
            Tenure tenure = match.newest()
                    .map(at -> Tenure.since(at, SOURCE))
                    .orElseGet(() -> Tenure.unknown("nothing was ever there"));
            return Live.mark(held.map(found -> held(found, tenure)).orElseGet(() -> unlike(tenure)), now);
        }

        private Version unlike(Tenure tenure) {
            return Version.of(Live.ID, Live.ID, tenure).labelled(Telling.keys(match.liveNow()) + " of no release");
        }

        private Version held(ReleaseMatch.Held found, Tenure tenure) {
            Version release = versions.get(found.release());
            if (found.isExact()) {
                return release.tenure(tenure);
            }
            String label = release.id()
                    + (found.more() == 0 ? "" : " and " + Telling.keys(found.more()) + " more")
                    + (found.unsure() == 0 ? "" : ", of " + Telling.keys(found.unsure()) + " by size only");
            return Version.of(Live.ID, Live.ID + ":" + release.content(), tenure)
                    .labelled(label);
        }

        List<Version> history(List<Burst> bursts) {
            List<Served> served = served(bursts);
            List<Version> history = new ArrayList<>();
            for (int i = 0; i < served.size(); i++) {
                history.add(graded(served, i));
            }
            IntStream.range(0, versions.size())
                    .filter(i -> cursors.get(i).keys() > 0)
                    .filter(i -> served.stream().noneMatch(one -> one.held().release() == i))
                    .boxed()
                    .sorted(Comparator.comparing(
                                    (Integer i) -> cursors.get(i).newest().orElse(Instant.MIN))
                            .reversed())
                    .map(versions::get)
                    .forEach(history::add);
            return history;
        }

        private List<Served> served(List<Burst> bursts) {
            List<Served> served = new ArrayList<>();
            for (int i = 0; i <= bursts.size(); i++) {
                Instant from = i < bursts.size() ? bursts.get(i).last() : null;
                Instant to = i == 0 ? null : bursts.get(i - 1).first();
                match.held(i)
                        .map(held -> new Served(held, new Tenure(from, to, SOURCE)))
                        .ifPresent(older -> {
                            int last = served.size() - 1;
                            boolean goesOn = last >= 0
                                    && served.get(last).isOf(older)
                                    && Objects.equals(older.tenure().to(), beginOf(served.get(last), bursts));
                            if (goesOn) {
                                served.set(last, served.get(last).since(older));
                            } else {
                                served.add(older);
                            }
                        });
            }
            return served;
        }

        /** When the burst began that a time of serving began with. */
        private static Instant beginOf(Served served, List<Burst> bursts) {
            return bursts.stream()
                    .filter(burst -> burst.last().equals(served.tenure().from()))
                    .map(Burst::first)
                    .findFirst()
                    .orElse(Instant.MIN);
        }

        private Version graded(List<Served> served, int place) {
            Served one = served.get(place);
            Version version = versions.get(one.held().release()).tenure(one.tenure());
            if (one.tenure().to() == null && !one.held().isExact()) {
                return version.standing(Standing.SUSPECT, "is what users get now, though not it alone");
            }
            if (place > 0 && wasBackIn(served, place)) {
                return version.standing(
                        Standing.SUSPECT,
                        "was rolled away from at " + one.tenure().to() + ": what came then had been there before");
            }
            return one.held().unsure() == 0
                    ? version
                    : version.standing(
                            Standing.UNPROVEN,
                            "of " + Telling.keys(one.held().unsure()) + " only the size tells that it was live");
        }

        /** Whether the release that replaced it had been live before it. */
        private static boolean wasBackIn(List<Served> served, int place) {
            Served newer = served.get(place - 1);
            return served.subList(place + 1, served.size()).stream().anyMatch(newer::isOf);
        }
    }
}
