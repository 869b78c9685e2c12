package dev.rollback.journal;

import dev.rollback.target.Ledger;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that ends with the process: in memory while it is small, in a temporary file from {@value #MOST_IN_MEMORY} bytes on, so that the heap does not
 * grow with the items of a step. The file is deleted when the process ends in good order.
 */
final class SpillingLedger implements Ledger {

    private static final int MOST_IN_MEMORY = 256 * 1024;

    private ByteArrayOutputStream memory = new ByteArrayOutputStream(0);
    private @Nullable Path file;

    @Override
    public synchronized void append(List<String> lines) {
        byte[] bytes = LedgerLines.encoded(lines);
        try {
            if (file == null && memory.size() + bytes.length > MOST_IN_MEMORY) {
                file = spilled(memory.toByteArray());
                memory = new ByteArrayOutputStream(0);
            }
            if (file == null) {
                memory.writeBytes(bytes);
            } else {
                Files.write(file, bytes, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw JournalException.unavailable(String.valueOf(file), e);
        }
    }

    private static Path spilled(byte[] soFar) throws IOException {
        Path made = Files.createTempFile("rollback-ledger-", ".txt");
        made.toFile().deleteOnExit();
        return Files.write(made, soFar);
    }

    /** What was appended before this call; what is appended meanwhile may or may not be seen. */
    @Override
    public synchronized Stream<String> lines() {
        try {
            return file == null ? memory.toString(StandardCharsets.UTF_8).lines() : read(file);
        } catch (IOException e) {
            throw JournalException.unavailable(String.valueOf(file), e);
        }
    }

    private static Stream<String> read(Path file) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        return LedgerLines.closing(reader.lines(), reader, file);
    }
}
