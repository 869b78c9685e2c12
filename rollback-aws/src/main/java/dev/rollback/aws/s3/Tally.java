package dev.rollback.aws.s3;

import java.util.Locale;

/** Counts keys and bytes by what has to be done. To be used by one thread. */
final class Tally {

    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

    private long keys;
    private long live;
    private long wanted;
    private long copies;
    private long copyBytes;
    private long compares;
    private long removals;
    private long leftBehind;

    void add(KeyState state) {
        keys++;
        live += state.isLive() ? 1 : 0;
        wanted += state.shallLive() ? 1 : 0;
        switch (state.need()) {
            case COPY -> {
                copies++;
                copyBytes += state.aim() == null ? 0 : state.aim().size();
                leftBehind += top(state);
            }
            case COMPARE -> compares++;
            case REMOVE -> {
                removals++;
                leftBehind += top(state);
            }
            case NOTHING, ALIKE, GONE, TIED -> {}
        }
    }

    private static long top(KeyState state) {
        return state.current() == null ? 0 : state.current().size();
    }

    void add(Tally other) {
        keys += other.keys;
        live += other.live;
        wanted += other.wanted;
        copies += other.copies;
        copyBytes += other.copyBytes;
        compares += other.compares;
        removals += other.removals;
        leftBehind += other.leftBehind;
    }

    /** Keys that have any entry, or are wanted. */
    long keys() {
        return keys;
    }

    /** Keys that users get now. */
    long live() {
        return live;
    }

    /** Keys that users shall get. */
    long wanted() {
        return wanted;
    }

    /** Keys to be brought back. */
    long copies() {
        return copies;
    }

    /** Bytes to be brought back. */
    long copyBytes() {
        return copyBytes;
    }

    /** Keys of which a later version holds the same bytes. */
    long compares() {
        return compares;
    }

    /** Keys to be removed. */
    long removals() {
        return removals;
    }

    /** Bytes of versions that nobody gets any more afterwards. */
    long leftBehind() {
        return leftBehind;
    }

    long changes() {
        return copies + compares + removals;
    }

    static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }

    /** For example {@code 10,000 keys: 900 to bring back (12.3 MB), 50 to remove}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Telling.keys(keys));
        text.append(String.format(Locale.ROOT, ": %,d to bring back (%s)", copies, bytes(copyBytes)));
        if (compares > 0) {
            text.append(String.format(Locale.ROOT, ", %,d of the same bytes to compare", compares));
        }
        if (removals > 0) {
            text.append(String.format(Locale.ROOT, ", %,d to remove", removals));
        }
        return text.toString();
    }
}
