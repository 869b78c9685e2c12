package dev.rollback.journal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The exclusive right to work on a folder for a moment: a lock of the operating system on a file in it, which keeps processes apart, and one of this process, which keeps its threads apart. The
 * second is taken first and let go last, because on some systems a process loses its lock when it closes any channel to the file.
 */
final class FolderLock {

    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private FolderLock() {}

    /** What is done meanwhile. */
    @FunctionalInterface
    interface Work<T> {
        T carryOut() throws IOException;
    }

    /**
     * Waits until nobody else works on the folder, then does the work.
     *
     * @param file the real path of what is locked
     * @throws InterruptedIOException when the thread is interrupted while it waits
     */
    static <T> T alone(Path file, Work<T> work) throws IOException {
        return aloneHere(file, () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                var unused = channel.lock(); // let go when the channel is closed
                return work.carryOut();
            }
        });
    }

    /**
     * Waits until no other thread of this process works on it, then does the work.
     *
     * @param path the real path of what is worked on
     * @throws InterruptedIOException when the thread is interrupted while it waits
     */
    static <T> T aloneHere(Path path, Work<T> work) throws IOException {
        ReentrantLock threads = THREADS.computeIfAbsent(path, here -> new ReentrantLock());
        try {
            threads.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + path);
        }
        try {
            return work.carryOut();
        } finally {
            threads.unlock();
        }
    }
}
