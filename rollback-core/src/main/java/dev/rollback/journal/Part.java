package dev.rollback.journal;

/**
 * Which record it is of those that were appended as one. A record stands for something only when all of its append stand, because only then was the
 * append answered.
 *
 * @param number from 1
 * @param of how many there are
 */
record Part(int number, int of) {

    /** An append of one record. */
    static final Part WHOLE = new Part(1, 1);

    static Part of(Fields fields) {
        String text = fields.textOrEmpty("part");
        if (text.isEmpty()) {
            return WHOLE;
        }
        int slash = text.indexOf('/');
        try {
            int number = Integer.parseInt(text, 0, Math.max(0, slash), 10);
            int of = Integer.parseInt(text, slash + 1, text.length(), 10);
            if (number >= 1 && number <= of) {
                return new Part(number, of);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw JournalException.corrupt(
                fields.where(),
                "the field \"part\" holds \"" + text + "\", expected a number, a slash and how many there are");
    }

    boolean isLast() {
        return number == of;
    }

    /** The number of the record that its append began with. */
    long since(long seq) {
        return seq - number + 1;
    }

    /** As it is written; nothing for an append of one record. */
    String text() {
        return of == 1 ? "" : number + "/" + of;
    }
}
