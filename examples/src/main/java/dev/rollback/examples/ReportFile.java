package dev.rollback.examples;

import dev.rollback.RollbackReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file that a report goes to: known to be writable before anything is done, and gone again if there was nothing to report. */
final class ReportFile implements AutoCloseable {

    private final @Nullable Path path;
    private final boolean made;
    private boolean written;

    private ReportFile(@Nullable Path path, boolean made) {
        this.path = path;
        this.made = made;
    }

    /**
     * Makes the file if it is not there; what is in it stays until there is a report.
     *
     * @param path the file; null for a report that goes nowhere
     * @throws IllegalArgumentException when it cannot be written
     */
    static ReportFile open(@Nullable Path path) {
        if (path == null) {
            return new ReportFile(null, false);
        }
        boolean made = Files.notExists(path);
        try {
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    complaint(path, e) + " Nothing was done. Name another with --report.", e);
        }
        return new ReportFile(path, made);
    }

    /** Writes the report. What it came to stands even if this fails; then the complaint is returned. */
    Optional<String> write(RollbackReport report) {
        if (path == null) {
            return Optional.empty();
        }
        try {
            Files.writeString(path, report.toJson() + System.lineSeparator());
            written = true;
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(complaint(path, e) + " The run ended as said above.");
        }
    }

    private static String complaint(Path path, IOException e) {
        return "The report cannot be written to " + path + " (" + e.getClass().getSimpleName()
                + "): expected a file that can be written, in a folder that exists.";
    }

    /** Leaves no empty file behind. */
    @Override
    public void close() {
        if (path != null && made && !written && !path.toFile().delete()) {
            path.toFile().deleteOnExit();
        }
    }
}
