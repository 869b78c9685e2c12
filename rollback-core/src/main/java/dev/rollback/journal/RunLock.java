package dev.rollback.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exclusive right to write one run: a lock of the operating system on a file beside it, which is free when the process dies, however it dies. The file
 * is touched by nothing else, because on some systems a process loses its lock when it closes any channel to the file. Such locks do not keep two
 * journals of one process apart, so what this process holds is noted as well.
 */
final class RunLock implements Closeable {

    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
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
            return lock == null ? Optional.empty() : Optional.of(new RunLock(file, channel));
        } finally {
            if (lock == null) {
                channel.close();
            }
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
