package dev.rollback.journal;

import com.fasterxml.jackson.core.JsonEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a folder knows beside its runs: the summaries of runs that were pruned, and what people said of versions. Lines that any process appends, one at a time by a lock of the operating
 * system, each on the disk when it is answered. A line that cannot be read is passed over with a warning. Thread-safe.
 */
final class Memory {

    private static final Logger log = LoggerFactory.getLogger(Memory.class);

    private final Path file;
    private Known known = new Known(0, List.of(), List.of());

    Memory(Path file) {
        this.file = file;
    }

    /**
     * What is known.
     *
     * @param size how large the file was; it only grows
     * @param pruned the summaries of runs whose files are gone
     * @param lifted what people said of versions, the oldest first
     */
    record Known(long size, List<RunSummary> pruned, List<Lifted> lifted) {}

    void add(RunSummary pruned) throws IOException {
        append(SummaryText.encoded(pruned));
    }

    void add(Lifted lifted) throws IOException {
        LineBuffer buffer = new LineBuffer();
        buffer.beginLine();
        try (JsonOut out = new JsonOut(JsonLines.JSON.createGenerator(buffer, JsonEncoding.UTF8))) {
            out.begin().number("format", EventCodec.FORMAT);
            ValueWriter.target(out.begin("lifted"), lifted.target()).end();
            out.text("content", lifted.content())
                    .time("at", lifted.at())
                    .text("who", lifted.who())
                    .text("why", lifted.why())
                    .end()
                    .flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        buffer.endLine();
        append(buffer.bytes());
    }

    private synchronized void append(byte[] line) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var unused = channel.lock(); // let go when the channel is closed
            ByteBuffer rest = ByteBuffer.wrap(line);
            for (long at = end(channel); rest.hasRemaining(); ) {
                at += channel.write(rest, at);
            }
            channel.force(true);
        }
    }

    /** Behind the last whole line: what a crash cut off was never answered. */
    private static long end(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (end > 0 && channel.read(one.clear(), end - 1) == 1 && one.get(0) != '\n') {
            end--;
        }
        return end;
    }

    synchronized Known known() throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size != known.size()) {
            known = size == 0
                    ? new Known(0, List.of(), List.of())
                    : read(size, new JsonLines(Files.readAllBytes(file)));
        }
        return known;
    }

    private Known read(long size, JsonLines lines) {
        Known found = new Known(size, new ArrayList<>(), new ArrayList<>());
        int from = 0;
        for (int end = lines.end(from); end < lines.length(); end = lines.end(from)) {
            take(lines, from, end, found);
            from = end + 1;
        }
        return found;
    }

    private void take(JsonLines lines, int from, int end, Known found) {
        String damage = lines.damage(from, end);
        if (damage != null) {
            log.warn("A line of {} at byte {} is passed over: {}", file, from, damage);
            return;
        }
        Fields fields = lines.fields(file + ", byte " + from, from, end);
        if (fields.has("lifted")) {
            found.lifted()
                    .add(new Lifted(
                            ValueReader.target(fields.object("lifted")),
                            fields.text("content"),
                            fields.time("at"),
                            fields.text("who"),
                            fields.text("why")));
        } else {
            found.pruned().add(SummaryText.read(fields));
        }
    }
}
