package dev.rollback.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exclusive right to write one run: a lock of the operating system on a file beside it, which is free when the process dies, however it dies. The file
 * is opened by nobody else in this process, because on some systems a process loses its lock when it closes any channel to the file. Such locks do not keep two
 * journals of one process apart, so what this process holds is noted as well.
 */
final class RunLock implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(RunLock.class);
    private static final String SOMEBODY = "another process";

    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Who holds the lock and since when, for people: by what another process left in the file, which it need not have. What this process holds is not opened. */
    static String holder(Path file) {
        if (!HELD_BY_THIS_PROCESS.add(file)) {
            return "another journal of this process, " + ProcessHandle.current().pid();
        }
        try {
            String process = Files.readString(file);
            Instant since = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
            return process.isEmpty() ? SOMEBODY : "process " + process + " on this machine, since " + since;
        } catch (IOException e) {
            log.debug("Nobody can tell who holds {}", file, e);
            return SOMEBODY;
        } finally {
            HELD_BY_THIS_PROCESS.remove(file);
        }
    }

    /**
     * Takes the lock, unless somebody holds it.
     *
     * @param file the real path of what is locked, so that one file has one name
     */
    static Optional<RunLock> take(Path file) throws IOException {
        if (!HELD_BY_THIS_PROCESS.add(file)) {
            return Optional.empty();
        }
        Optional<RunLock> taken = Optional.empty();
        try {
            taken = lock(file);
            return taken;
        } finally {
            if (taken.isEmpty()) {
                HELD_BY_THIS_PROCESS.remove(file);
            }
        }
    }

    private static Optional<RunLock> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock != null) {
                sign(channel);
            }
            return lock == null ? Optional.empty() : Optional.of(new RunLock(file, channel));
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /** Leaves the number of this process, for people; a full disk does not take it, and the lock holds without. */
    private static void sign(FileChannel channel) {
        String process = Long.toString(ProcessHandle.current().pid());
        try {
            int unused = channel.truncate(0).write(StandardCharsets.UTF_8.encode(process));
        } catch (IOException e) {
            log.debug("A lock has no name", e);
        }
    }

    /** Lets it go. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_BY_THIS_PROCESS.remove(file);
        }
    }

    /** Lets it go for good: the run is over, and nobody will want it. */
    void closeAndDelete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }
}
