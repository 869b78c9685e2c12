package dev.rollback.journal;

import dev.rollback.run.RunId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The folder of a journal and the names in it.
 *
 * @param path the folder
 */
record RunFolder(Path path) {

    private static final String RUN = ".run";

    /** The events of a run. */
    Path run(RunId run) {
        return path.resolve(run + RUN);
    }

    /** What is locked while a run is written. */
    Path lock(RunId run) {
        return path.resolve(run + ".lock");
    }

    /** What was asked of a run. */
    Path inbox(RunId run) {
        return path.resolve(run + ".inbox");
    }

    /** The ledger of a step of a run. */
    Path ledger(RunId run, int step) {
        return path.resolve(String.format(Locale.ROOT, "%s.%d.ledger", run, step));
    }

    boolean isLedgerOf(RunId run, Path file) {
        return String.valueOf(file.getFileName()).startsWith(run + ".");
    }

    /** What is known beside the runs. */
    Path memory() {
        return path.resolve("memory");
    }

    /** Removes what is left of runs that were pruned; nobody else's. */
    void sweep(Set<RunId> pruned) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.{ledger,inbox}")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                RunId run = new RunId(name.substring(0, name.indexOf('.')));
                if (pruned.contains(run) && !Files.exists(run(run))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** The summaries of the runs that are over. */
    Path index() {
        return path.resolve("index");
    }

    /** All runs, in the order of their names. */
    List<RunId> runs() throws IOException {
        List<RunId> runs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + RUN)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                runs.add(new RunId(name.substring(0, name.length() - RUN.length())));
            }
        }
        runs.sort(null);
        return runs;
    }

    /** What was made durable of a run. */
    EventCodec.Kept read(RunId run) throws IOException {
        Path file = run(run);
        return new EventCodec().decodeKept(Files.readAllBytes(file), file.toString());
    }

    /** A file from this byte on. */
    static byte[] bytes(Path file, long from) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(from);
            byte[] bytes = new byte[Math.toIntExact(in.length() - from)];
            in.readFully(bytes);
            return bytes;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
