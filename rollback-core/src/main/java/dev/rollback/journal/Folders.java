package dev.rollback.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** What a journal does with folders. */
final class Folders {

    private static final boolean CAN_BE_FORCED =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

    private Folders() {}

    /** Makes the name of a file in its folder durable. Elsewhere than on POSIX systems the file system does so with the file. */
    static void force(Path file) throws IOException {
        if (CAN_BE_FORCED) {
            try (FileChannel folder = FileChannel.open(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    /** Makes a folder that is not there. */
    static Path make(Path folder) throws IOException {
        return Files.createDirectories(folder).toRealPath();
    }
}
