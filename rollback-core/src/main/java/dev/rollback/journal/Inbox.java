package dev.rollback.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inbox of a run: a file beside it to which any process appends lines, one at a time by a lock of the operating system, and one thread of this process, because that lock is lost when
 * any channel to the file is closed. A line that cannot be read, of a process that died while it wrote or of a newer version of the library, is passed over with a warning, and keeps nobody from
 * being heard.
 */
final class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final Path file;
    private final Path folder;
    private final Set<String> warned;

    /**
     * The inbox in this file.
     *
     * @param file its real path but for its name
     * @param warned the places of which people have been warned
     */
    Inbox(Path file, Set<String> warned) {
        this.file = file;
        this.folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        this.warned = warned;
    }

    /** Appends a request and returns once it is on the disk. */
    void add(Request request) throws IOException {
        boolean unused = FolderLock.aloneHere(folder, () -> append(request));
    }

    private boolean append(Request request) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var unused = channel.lock(); // let go when the channel is closed
            long size = channel.size();
            boolean torn = size > 0 && lastByte(channel, size) != '\n';
            ByteBuffer rest = encoded(request, torn);
            long at = size;
            while (rest.hasRemaining()) {
                at += channel.write(rest, at);
            }
            channel.force(true);
            return true;
        }
    }

    private static byte lastByte(FileChannel channel, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, size - 1);
        return last.get(0);
    }

    /** A line; after one that was cut off it begins with a line feed. */
    private static ByteBuffer encoded(Request request, boolean afterTorn) {
        byte[] line = JsonLines.line(
                EventCodec.FORMAT,
                out -> out.time("at", request.at())
                        .choice("kind", request.kind())
                        .textIfAny("step", request.step())
                        .number("round", request.round())
                        .text("who", request.who())
                        .textIfAny("why", request.why()));
        ByteBuffer bytes = ByteBuffer.allocate(line.length + 1);
        if (afterTorn) {
            bytes.put((byte) '\n');
        }
        return bytes.put(line).flip();
    }

    /** All requests that can be read, the oldest first. */
    List<Request> all() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        JsonLines lines = new JsonLines(FolderLock.aloneHere(folder, () -> Files.readAllBytes(file)));
        List<Request> requests = new ArrayList<>();
        int from = 0;
        for (int end = lines.end(from); end < lines.length(); end = lines.end(from)) {
            take(lines, from, end).ifPresent(requests::add);
            from = end + 1;
        }
        return requests;
    }

    private Optional<Request> take(JsonLines lines, int from, int end) {
        String place = file + ", byte " + from;
        String damage = lines.damage(from, end);
        if (damage != null) {
            passOver(place, damage);
            return Optional.empty();
        }
        try {
            return Optional.of(read(lines.fields(place, from, end)));
        } catch (JournalException | IllegalArgumentException e) {
            passOver(place, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void passOver(String place, String why) {
        if (warned.add(place)) {
            log.warn("The request at {} is passed over, and those around it are heard: {}", place, why);
        }
    }

    private static Request read(Fields fields) {
        fields.requireFormat(EventCodec.FORMAT);
        return new Request(
                fields.time("at"),
                fields.choice("kind", Request.Kind.class),
                fields.textOrEmpty("step"),
                fields.has("round") ? fields.number("round") : 0,
                fields.text("who"),
                fields.textOrEmpty("why"));
    }
}
