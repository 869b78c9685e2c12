package dev.rollback.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a folder knows beside its runs: the summaries of runs that were pruned, and what people said of versions. Lines that any process appends, one at a time by a lock of the operating
 * system, each on the disk when it is answered. A line that a crash cut off at the end is written over; any other that cannot be read is refused. Thread-safe.
 */
final class Memory {

    private final Path file;
    private Known known = new Known(0, List.of(), List.of());

    Memory(Path file) {
        this.file = file;
    }

    /**
     * What is known.
     *
     * @param state of the file as it was read: its size, and when it had changed
     * @param pruned the summaries of runs whose files are gone
     * @param lifted what people said of versions, the oldest first
     */
    record Known(long state, List<RunSummary> pruned, List<Lifted> lifted) {}

    void add(RunSummary pruned) throws IOException {
        append(SummaryText.encoded(pruned));
    }

    void add(Lifted lifted) throws IOException {
        append(JsonLines.line(EventCodec.FORMAT, out -> {
            ValueWriter.target(out.begin("lifted"), lifted.target()).end();
            out.text("content", lifted.content())
                    .time("at", lifted.at())
                    .text("who", lifted.who())
                    .text("why", lifted.why());
        }));
    }

    private synchronized void append(byte[] line) throws IOException {
        int unused = FolderLock.alone(file.resolveSibling(file.getFileName() + ".mutex"), () -> write(line));
        DurableFile.forceNames(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    private int write(byte[] line) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = end(channel);
            channel.truncate(end);
            ByteBuffer rest = ByteBuffer.wrap(line);
            for (long at = end; rest.hasRemaining(); ) {
                at += channel.write(rest, at);
            }
            channel.force(true);
            return line.length;
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
        long state = state();
        if (state != known.state()) {
            known = state == 0
                    ? new Known(0, List.of(), List.of())
                    : read(state, new JsonLines(Files.readAllBytes(file)));
        }
        return known;
    }

    private long state() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return now.lastModifiedTime().toMillis() * 31 + now.size();
    }

    private Known read(long state, JsonLines lines) {
        Known found = new Known(state, new ArrayList<>(), new ArrayList<>());
        int from = 0;
        for (int end = lines.end(from); end < lines.length(); end = lines.end(from)) {
            take(lines, from, end, found);
            from = end + 1;
        }
        return found;
    }

    private void take(JsonLines lines, int from, int end, Known found) {
        String where = file + ", byte " + from;
        String damage = lines.damage(from, end);
        if (damage != null) {
            throw JournalException.corrupt(where, damage);
        }
        Fields fields = lines.fields(where, from, end);
        fields.requireFormat(EventCodec.FORMAT);
        if (fields.has("lifted")) {
            found.lifted().add(lifted(fields));
        } else {
            found.pruned().add(SummaryText.read(fields));
        }
    }

    private static Lifted lifted(Fields fields) {
        return new Lifted(
                ValueReader.target(fields.object("lifted")),
                fields.text("content"),
                fields.time("at"),
                fields.text("who"),
                fields.text("why"));
    }
}
