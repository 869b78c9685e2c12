package dev.rollback.journal;

import org.jspecify.annotations.Nullable;

/** Reads the lines of a run one after the other and checks that each is whole, undamaged and in its place. */
final class LineReader {

    private final JsonLines lines;
    private final String place;
    private int position;
    private int end;
    private long number;
    private @Nullable String damage;

    LineReader(byte[] bytes, String place) {
        this.lines = new JsonLines(bytes);
        this.place = place;
        goTo(0);
    }

    /** Looks at the line that begins here, if one does. */
    private void goTo(int from) {
        position = from;
        end = lines.end(from);
        damage = hasNext() ? lines.damage(from, end) : null;
    }

    boolean hasNext() {
        return position < lines.length();
    }

    /** How many bytes the lines so far take. */
    int position() {
        return position;
    }

    /** Where the next line stands, for people. */
    String where() {
        return at().toString();
    }

    private Place at() {
        return new Place(place, number + 1, position);
    }

    /** Put into words only where something is wrong there. */
    private record Place(String file, long line, int position) {
        @Override
        public String toString() {
            return file + ", line " + line + " (byte " + position + ")";
        }
    }

    /**
     * Whether the next line and all that follows are of one append that was never answered: damaged, and with nothing behind it that was appended
     * later. Pages of a file reach the disk in any order, so whole lines may stand behind a damaged one.
     */
    boolean isAtTear() {
        return damage != null && !isAnythingLater();
    }

    /** What is wrong with the end of the lines. */
    String tear() {
        return damage == null ? "the last of the records that were appended with those before it are missing" : damage;
    }

    private boolean isAnythingLater() {
        int to;
        for (int from = end + 1; from < lines.length(); from = to + 1) {
            to = lines.end(from);
            if (lines.damage(from, to) == null) {
                Fields fields = lines.fields(at(), from, to);
                if (Part.of(fields).since(fields.bigNumber("seq")) > number + 1) {
                    return true;
                }
            }
        }
        return false;
    }

    Fields next() {
        if (damage != null) {
            throw JournalException.corrupt(where(), damage);
        }
        Fields fields = lines.fields(at(), position, end);
        number++;
        goTo(end + 1);
        checkFormat(fields);
        checkNumber(fields);
        return fields;
    }

    private void checkFormat(Fields fields) {
        if (number == 1) {
            int format = fields.number("format");
            if (format < 1 || format > EventCodec.FORMAT) {
                throw JournalException.newer(fields.where(), format, EventCodec.FORMAT);
            }
        }
    }

    private void checkNumber(Fields fields) {
        long seq = fields.bigNumber("seq");
        if (seq != number) {
            throw JournalException.corrupt(
                    fields.where(), "it has the number " + seq + ", expected " + number + ", so records are missing");
        }
        boolean first = fields.text("event").equals(EventKind.RUN_STARTED.text());
        if (first != (number == 1)) {
            throw JournalException.corrupt(
                    fields.where(),
                    "it is \"" + fields.text("event") + "\", expected \"" + EventKind.RUN_STARTED.text()
                            + "\" as the first record and nowhere else");
        }
    }
}
