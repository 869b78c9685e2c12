package dev.rollback.aws.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When the keys of a listing were written, in bounded memory: by the minute for two days back and around one time of interest, by the hour for two months,
 * by the day beyond. Some ten thousand figures at most, however many keys there are. Not thread-safe.
 */
final class WriteTimes {

    /** Writes closer than this belong together, as changes of any target do. */
    static final Duration CLOSE = Duration.ofMinutes(5);

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long BY_THE_MINUTE = 2 * DAY;
    private static final long BY_THE_HOUR = 60 * DAY;
    private static final long AROUND = 6 * HOUR;

    private final long now;
    private final @Nullable Instant focus;
    private final TreeMap<Long, Slot> slots = new TreeMap<>();
    private @Nullable Instant lastUntilFocus;
    private @Nullable Instant firstAfterFocus;

    /**
     * Nothing written yet.
     *
     * @param now from where on time is told ever more coarsely
     * @param focus a time around which it is told by the minute; null if there is none
     */
    WriteTimes(Instant now, @Nullable Instant focus) {
        this.now = now.getEpochSecond();
        this.focus = focus;
    }

    /** What was written within one slot of time. */
    private static final class Slot {
        /** More deployments than this are not told apart by what they added. */
        private static final int MOST_ORIGINS = 8;

        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private Burst.Count count = Burst.Count.NONE;
        private final TreeMap<Long, Long> withdrawnBySlot = new TreeMap<>();

        void withdrew(long addedIn) {
            withdrawnBySlot.merge(addedIn, 1L, Long::sum);
            if (withdrawnBySlot.size() > MOST_ORIGINS) {
                withdrawnBySlot.pollFirstEntry();
            }
        }
    }

    /** A version or a marker was stored. */
    void wrote(Entry entry) {
        long at = entry.at().getEpochSecond();
        Slot slot = slot(entry);
        slot.first = Math.min(slot.first, at);
        slot.last = Math.max(slot.last, at);
        slot.count = slot.count.plus(new Burst.Count(1, entry.isMarker() ? 1 : 0, 0, 0, 0));
        if (focus != null) {
            nearFocus(entry.at(), focus);
        }
    }

    private void nearFocus(Instant at, Instant middle) {
        if (at.isAfter(middle)) {
            firstAfterFocus = firstAfterFocus == null || at.isBefore(firstAfterFocus) ? at : firstAfterFocus;
        } else {
            lastUntilFocus = lastUntilFocus == null || at.isAfter(lastUntilFocus) ? at : lastUntilFocus;
        }
    }

    /** The version changed nothing. */
    void unchanged(Entry version) {
        Slot slot = slot(version);
        slot.count = slot.count.plus(new Burst.Count(0, 0, 1, 0, 0));
    }

    /** The version put earlier bytes back. */
    void restored(Entry version) {
        Slot slot = slot(version);
        slot.count = slot.count.plus(new Burst.Count(0, 0, 0, 1, 0));
    }

    /** The marker took away what was added by that version. */
    void withdrew(Entry marker, Entry added) {
        slot(marker).withdrew(start(added.at().getEpochSecond()));
    }

    private Slot slot(Entry entry) {
        return slots.computeIfAbsent(start(entry.at().getEpochSecond()), start -> new Slot());
    }

    private long start(long at) {
        long age = now - at;
        boolean near = focus != null && Math.abs(focus.getEpochSecond() - at) <= AROUND;
        if (near || age <= BY_THE_MINUTE) {
            return Math.floorDiv(at, MINUTE) * MINUTE;
        }
        long width = age <= BY_THE_HOUR ? HOUR : DAY;
        return Math.floorDiv(at, width) * width;
    }

    /** The bursts that changed something, the newest first. */
    List<Burst> bursts() {
        List<Burst> bursts = new ArrayList<>();
        long addedFrom = Long.MAX_VALUE;
        long addedTo = Long.MIN_VALUE;
        for (Group group : groups()) {
            Burst burst = group.burst(addedFrom, addedTo);
            if (burst.count().changes() > 0) {
                bursts.add(burst);
                addedFrom = group.from();
                addedTo = group.to();
            }
        }
        Collections.reverse(bursts);
        return bursts;
    }

    /** Slots that belong together, the oldest first. */
    private List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        TreeMap<Long, Slot> open = new TreeMap<>();
        for (Map.Entry<Long, Slot> each : slots.entrySet()) {
            if (!open.isEmpty() && each.getValue().first - open.lastEntry().getValue().last > CLOSE.toSeconds()) {
                groups.add(new Group(open));
                open = new TreeMap<>();
            }
            open.put(each.getKey(), each.getValue());
        }
        if (!open.isEmpty()) {
            groups.add(new Group(open));
        }
        return groups;
    }

    private record Group(TreeMap<Long, Slot> slots) {

        long from() {
            return slots.firstKey();
        }

        long to() {
            return slots.lastKey();
        }

        /** The burst, given between which slots the one before it added things. */
        Burst burst(long addedFrom, long addedTo) {
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            Burst.Count count = Burst.Count.NONE;
            for (Slot slot : slots.values()) {
                first = Math.min(first, slot.first);
                last = Math.max(last, slot.last);
                count = count.plus(slot.count);
                count = count.plus(new Burst.Count(0, 0, 0, 0, withdrawn(slot, addedFrom, addedTo)));
            }
            return new Burst(Instant.ofEpochSecond(first), Instant.ofEpochSecond(last), count);
        }

        private static long withdrawn(Slot slot, long from, long to) {
            return from > to
                    ? 0
                    : slot.withdrawnBySlot.subMap(from, true, to, true).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
        }
    }

    /** The burst that the time of interest lies within: writes before it and after it that belong together. */
    Optional<Burst> aroundFocus() {
        Instant before = lastUntilFocus;
        Instant after = firstAfterFocus;
        if (before == null || after == null || Duration.between(before, after).compareTo(CLOSE) > 0) {
            return Optional.empty();
        }
        return groups().stream()
                .map(group -> group.burst(Long.MAX_VALUE, Long.MIN_VALUE))
                .filter(burst -> !burst.first().isAfter(before) && !burst.last().isBefore(after))
                .findFirst();
    }

    /** When something was last written up to the time of interest; empty if nothing was. */
    Optional<Instant> lastUntilFocus() {
        return Optional.ofNullable(lastUntilFocus);
    }
}
