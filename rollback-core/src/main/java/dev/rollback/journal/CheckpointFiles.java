package dev.rollback.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of a folder, a file each: {@code ID.checkpoint}, the JSON of it. A file is there once it is whole. */
final class CheckpointFiles {

    private static final Logger log = LoggerFactory.getLogger(CheckpointFiles.class);
    private static final String END = ".checkpoint";

    private final Path folder;

    CheckpointFiles(Path folder) {
        this.folder = folder;
    }

    private Path file(String id) {
        return folder.resolve(id + END);
    }

    void keep(Checkpoint checkpoint) {
        Path unfinished = folder.resolve(checkpoint.id() + END + ".part");
        try {
            Files.deleteIfExists(unfinished);
            try (DurableFile file = DurableFile.create(unfinished)) {
                file.append((checkpoint.toJson() + "\n").getBytes(UTF_8));
            }
            Files.move(
                    unfinished,
                    file(checkpoint.id()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            DurableFile.forceNames(folder);
        } catch (IOException e) {
            throw JournalException.unavailable(folder.toString(), e);
        }
    }

    Checkpoint read(String id) {
        try {
            return CheckpointText.read(file(id).toString(), Files.readString(file(id)));
        } catch (NoSuchFileException e) {
            throw JournalException.unknownCheckpoint(id, folder.toString());
        } catch (IOException e) {
            throw JournalException.unreadable(file(id).toString(), e);
        }
    }

    /** The newest first; one that cannot be read is passed over with a warning. */
    List<Checkpoint> all() {
        List<Checkpoint> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + END)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                add(name.substring(0, name.length() - END.length()), all);
            }
        } catch (IOException e) {
            throw JournalException.unreadable(folder.toString(), e);
        }
        all.sort(Comparator.comparing(Checkpoint::at)
                .thenComparing(Checkpoint::id)
                .reversed());
        return all;
    }

    private void add(String id, List<Checkpoint> all) {
        try {
            all.add(read(id));
        } catch (JournalException e) {
            log.warn("A checkpoint is passed over: {}", e.getMessage());
        }
    }
}
