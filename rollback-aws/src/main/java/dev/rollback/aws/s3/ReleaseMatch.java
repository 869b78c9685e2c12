package dev.rollback.aws.s3;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which release a live prefix held at each of some times: goes once through the versions of the live prefix and, beside it, through all releases, with a page of
 * each in hand. Sees the entries of the live listing in their order. Not thread-safe.
 */
final class ReleaseMatch implements Scan.Watcher {

    private final Span live;
    private final List<Instant> times;
    private final List<ReleaseCursor> releases;
    private final Count[][] counts;
    private final @Nullable Entry[] states;
    private @Nullable String key;
    private @Nullable Instant newest;
    private long liveNow;

    /** How the content at one time differs from one release. */
    private static final class Count {
        private long alike;
        private long unsure;
        private long differs;
        private long more;
    }

    /**
     * A release whose content was all there.
     *
     * @param release its place among the releases
     * @param more how many objects were there besides
     * @param unsure of how many only the size tells, because one of the tags is no digest
     */
    record Held(int release, long more, long unsure) {

        boolean isExact() {
            return more == 0 && unsure == 0;
        }
    }

    ReleaseMatch(Span live, List<Instant> times, List<ReleaseCursor> releases) {
        this.live = live;
        this.times = List.copyOf(times);
        this.releases = List.copyOf(releases);
        this.states = new Entry[times.size()];
        this.counts = new Count[times.size()][releases.size()];
        for (Count[] ofTime : counts) {
            for (int i = 0; i < ofTime.length; i++) {
                ofTime[i] = new Count();
            }
        }
    }

    @Override
    public void sees(Entry entry) {
        if (!entry.key().equals(key)) {
            endOfKey();
            key = entry.key();
        }
        for (int i = 0; i < states.length; i++) {
            if (states[i] == null && !entry.at().isAfter(times.get(i))) {
                states[i] = entry;
            }
        }
    }

    private void endOfKey() {
        String ended = key;
        if (ended != null && !ended.equals(live.prefix())) {
            note();
            String name = ended.substring(live.prefix().length());
            for (int i = 0; i < releases.size(); i++) {
                compare(name, i);
            }
        }
        Arrays.fill(states, null);
    }

    private void note() {
        Entry now = states.length == 0 ? null : states[0];
        if (now != null && !now.isMarker()) {
            liveNow++;
        }
        if (now != null) {
            newest = newest == null || now.at().isAfter(newest) ? now.at() : newest;
        }
    }

    private void compare(String name, int place) {
        ReleaseCursor release = releases.get(place);
        while (release.compareTo(name) < 0) {
            missing(place);
            release.advance();
        }
        boolean there = release.compareTo(name) == 0;
        for (int i = 0; i < states.length; i++) {
            compare(states[i], there ? release.at() : null, counts[i][place]);
        }
        if (there) {
            release.advance();
        }
    }

    private static void compare(@Nullable Entry live, @Nullable Entry released, Count count) {
        Entry.Body has = live == null ? null : live.body();
        Entry.Body wants = released == null ? null : released.body();
        if (has == null || wants == null) {
            count.more += has == null ? 0 : 1;
            count.differs += wants == null ? 0 : 1;
        } else if (has.sameBytes(wants)) {
            count.alike++;
        } else if (has.size() == wants.size() && !(KeyCopy.isDigest(has.etag()) && KeyCopy.isDigest(wants.etag()))) {
            count.unsure++;
        } else {
            count.differs++;
        }
    }

    private void missing(int place) {
        for (Count[] ofTime : counts) {
            ofTime[place].differs++;
        }
    }

    /** The live listing is over: what releases have beyond it was not there. */
    void end() {
        endOfKey();
        key = null;
        for (int i = 0; i < releases.size(); i++) {
            while (releases.get(i).at() != null) {
                missing(i);
                releases.get(i).advance();
            }
        }
    }

    /** The release held at one of the times, the one that leaves least beside it; empty if there was none. An empty release is held never. */
    Optional<Held> held(int time) {
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < releases.size(); i++) {
            Count count = counts[time][i];
            if (count.differs == 0 && count.alike + count.unsure > 0) {
                held.add(new Held(i, count.more, count.unsure));
            }
        }
        return held.stream().min(Comparator.comparingLong(Held::more).thenComparingLong(Held::unsure));
    }

    /** How many objects users get at the first of the times. */
    long liveNow() {
        return liveNow;
    }

    /** When what was on top at the first of the times was last changed. */
    Optional<Instant> newest() {
        return Optional.ofNullable(newest);
    }
}
