package dev.rollback.examples.killed;

import dev.rollback.journal.FileJournal;
import dev.rollback.journal.RunSummary;
import dev.rollback.run.RunId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** What is on the disk: the journal of one run, and what its processes printed. */
final class JournalFolder {

    private static final int TAIL = 12;

    private final Path base;

    JournalFolder(Path base) {
        this.base = base;
    }

    Path path() {
        return base.resolve("journal");
    }

    Path output() {
        return base.resolve("output");
    }

    /** What the processes printed. */
    String said() throws IOException {
        return Files.exists(output()) ? Files.readString(output()) : "";
    }

    /** How long the file of the run is; 0 if there is none. */
    long size() throws IOException {
        Optional<Path> run = run();
        return run.isPresent() ? Files.size(run.get()) : 0;
    }

    private Optional<Path> run() throws IOException {
        if (!Files.exists(path())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(path())) {
            return files.filter(file -> file.toString().endsWith(".run")).findFirst();
        }
    }

    /** Cuts off some of what came after that place, all of it at most. */
    void tear(long from, Random chance) throws IOException {
        long size = size();
        if (size > from) {
            try (FileChannel file = FileChannel.open(run().orElseThrow(), StandardOpenOption.WRITE)) {
                file.truncate(from + chance.nextLong(size - from));
            }
        }
    }

    /** How the only run ended. */
    String end() {
        try (FileJournal journal = FileJournal.in(path())) {
            List<RunId> runs = journal.runs();
            if (runs.size() != 1) {
                return runs.size() + " runs";
            }
            RunSummary.End end = journal.summary(runs.get(0)).end();
            return end == null ? "not ended" : Objects.toString(end.outcome());
        }
    }

    /** The last lines of the run, for people. */
    String tail() throws IOException {
        Optional<Path> run = run();
        if (run.isEmpty()) {
            return "no run";
        }
        List<String> lines = new String(Files.readAllBytes(run.get()), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }
}
