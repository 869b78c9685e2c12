package dev.rollback.journal;

import com.fasterxml.jackson.core.JsonEncoding;
import dev.rollback.run.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one run as lines of text and reads them again: the form that all journals share. One for each run; not thread-safe.
 *
 * <p>A line is the CRC-32C of its JSON in eight hexadecimal digits, a blank, the JSON in UTF-8 and a line feed. Every record has its number
 * ({@code seq}, from 1), its time ({@code at}) and its kind ({@code event}); the first one of a run has the format's number ({@code format}) as
 * well, and where several were appended as one, each says which it is of how many ({@code part}). The same events give the same bytes on every machine. Steps are written as their place in the outline; their name stands beside it for
 * people and is passed over when read.
 *
 * <p>Fields that are not known are passed over, so that a newer version may add some. A newer format, an unknown kind of event, and a line that was
 * damaged, cut off or is out of place are refused. Half of a surrogate pair, which is no text, is written as U+FFFD.
 */
public final class EventCodec {

    /** The format that is written, and the newest that can be read. */
    public static final int FORMAT = 1;

    private final LineBuffer buffer = new LineBuffer();
    private final StepNames names = new StepNames();

    /** A codec for one run. */
    public EventCodec() {}

    /**
     * The events of one append as lines.
     *
     * @param first the number of the first of them; 1 begins a run
     */
    public byte[] encode(long first, List<RunEvent> events) {
        buffer.clear();
        try (JsonOut out = new JsonOut(JsonLines.JSON.createGenerator(buffer, JsonEncoding.UTF8))) {
            EventWriter writer = new EventWriter(out, names);
            for (int i = 0; i < events.size(); i++) {
                buffer.beginLine();
                writer.write(first + i, new Part(i + 1, events.size()), events.get(i));
                buffer.endLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.bytes();
    }

    /**
     * The events of a whole run.
     *
     * @param lines what {@link #encode} made of them, from the first record on
     * @param where names the run's place in messages, for example a file
     * @throws JournalException of kind {@code CORRUPT} or {@code NEWER} naming the line that cannot be read
     */
    public List<RunEvent> decode(byte[] lines, String where) {
        Kept kept = decodeKept(lines, where);
        if (kept.torn() != null) {
            throw JournalException.corrupt(kept.tornAt(), kept.torn());
        }
        return kept.events();
    }

    /**
     * What was made durable of a run.
     *
     * @param events the events of all appends that are whole
     * @param length how many bytes these take
     * @param torn what is wrong with the rest, which is of one append that was never answered; null when there is none
     * @param tornAt where that is
     */
    record Kept(List<RunEvent> events, int length, @Nullable String torn, String tornAt) {}

    /**
     * The events of a run up to an append that was cut off while it was written, if there is one at the end.
     *
     * @throws JournalException of kind {@code CORRUPT} when something else than such an end cannot be read, or {@code NEWER}
     */
    Kept decodeKept(byte[] lines, String where) {
        List<RunEvent> events = new ArrayList<>();
        LineReader records = new LineReader(lines, where);
        EventReader reader = new EventReader();
        int whole = 0;
        int length = 0;
        while (records.hasNext() && !records.isAtTear()) {
            Fields fields = records.next();
            RunEvent event = EventKind.read(reader, fields);
            names.learn(event);
            events.add(event);
            if (Part.of(fields).isLast()) {
                whole = events.size();
                length = records.position();
            }
        }
        boolean isWhole = length == lines.length;
        List<RunEvent> kept = whole == events.size() ? events : List.copyOf(events.subList(0, whole));
        return new Kept(kept, length, isWhole ? null : records.tear(), records.where());
    }
}
