package dev.rollback.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A file that is appended to and forced to the disk. What an append that failed may have left is cut off before the next one, so the file never holds half
 * of one in its middle.
 */
final class DurableFile implements Closeable {

    private static final boolean FOLDERS_CAN_BE_FORCED =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path file;
    private FileChannel channel;
    private long length;
    private boolean isUnsure;

    private DurableFile(Path file, FileChannel channel, long length) {
        this.file = file;
        this.channel = channel;
        this.length = length;
    }

    /** Makes a new file. Its name in its folder is durable with its first append. */
    static DurableFile create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new DurableFile(file, channel, 0);
    }

    /** Goes on with a file behind its first bytes, and cuts off what is behind these. */
    static DurableFile open(Path file, long length) throws IOException {
        DurableFile opened = new DurableFile(file, FileChannel.open(file, StandardOpenOption.WRITE), length);
        opened.isUnsure = opened.channel.size() != length;
        return opened;
    }

    /**
     * Puts bytes in the place of what a file holds, by way of another one beside it: it holds the one or the other whatever happens. Returns once they are
     * on the disk.
     *
     * @param part the other file; what a crash left of it is overwritten
     */
    static void replace(Path file, Path part, byte[] bytes) throws IOException {
        Files.deleteIfExists(part);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(channel, 0, bytes);
            channel.force(false);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames(folder(file));
    }

    private static void write(FileChannel channel, long place, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        for (long at = place; rest.hasRemaining(); at = place + rest.position()) {
            channel.write(rest, at);
        }
    }

    /** Appends bytes and returns once they are on the disk. */
    void append(byte[] bytes) throws IOException {
        boolean isNew = length == 0;
        cutOff();
        isUnsure = true;
        write(channel, length, bytes);
        channel.force(false);
        if (isNew) {
            forceName();
        }
        length += bytes.length;
        isUnsure = false;
    }

    /** Cuts off what an append that failed left. A thread that is interrupted while it writes finds the channel closed. */
    private void cutOff() throws IOException {
        if (!channel.isOpen()) {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        }
        if (isUnsure) {
            channel.truncate(length);
            isUnsure = false;
        }
    }

    /** Makes the name of the file in its folder durable. Elsewhere than on POSIX systems the file system does so with the file. */
    private void forceName() throws IOException {
        forceNames(folder(file));
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    /** Makes the names in a folder durable. */
    static void forceNames(Path folder) throws IOException {
        if (FOLDERS_CAN_BE_FORCED) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
