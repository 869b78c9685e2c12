package dev.rollback.journal;

import com.fasterxml.jackson.core.JsonFactory;

/** Reads the lines of a run one after the other and checks that each is whole, undamaged and in its place. */
final class LineReader {

    private final JsonLines lines;
    private final String place;
    private int position;
    private long number;
    private int sound = -1;

    LineReader(JsonFactory json, byte[] bytes, String place) {
        this.lines = new JsonLines(json, bytes);
        this.place = place;
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
        return place + ", line " + (number + 1) + " (byte " + position + ")";
    }

    /**
     * Whether the next line and all that follows are of one append that was never answered: damaged, and with nothing behind it that was appended
     * later. Pages of a file reach the disk in any order, so whole lines may stand behind a damaged one.
     */
    boolean isAtTear() {
        return !isSound() && !isAnythingLater();
    }

    /** What is wrong with the end of the lines. */
    String tear() {
        String damage = hasNext() ? lines.damage(position) : null;
        return damage == null ? "the last of the records that were appended with those before it are missing" : damage;
    }

    /** Whether the next line, if there is one, is as it was written; looked at once. */
    private boolean isSound() {
        if (sound != position && (!hasNext() || lines.damage(position) == null)) {
            sound = position;
        }
        return sound == position;
    }

    private boolean isAnythingLater() {
        for (int from = after(position); from < lines.length(); from = after(from)) {
            if (lines.damage(from) == null) {
                Fields fields = lines.fields(where(), from);
                if (Part.of(fields).since(fields.bigNumber("seq")) > number + 1) {
                    return true;
                }
            }
        }
        return false;
    }

    private int after(int from) {
        return lines.end(from) + 1;
    }

    Fields next() {
        String where = where();
        if (!isSound()) {
            throw JournalException.corrupt(where, String.valueOf(lines.damage(position)));
        }
        Fields fields = lines.fields(where, position);
        number++;
        position = after(position);
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
