package dev.rollback.journal;

import dev.rollback.target.Ledger;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ledger of one step as a file beside that of its run. One that was closed takes nothing any more: ask the journal for it again. */
final class FileLedger implements Ledger, Closeable {

    private final Path file;
    private @Nullable DurableFile open;
    private boolean closed;

    FileLedger(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void append(List<String> lines) {
        byte[] bytes = LedgerBlocks.encoded(lines);
        try {
            if (closed) {
                throw new IOException("it was let go of meanwhile, because its run has ended or others were asked for");
            }
            DurableFile to = open == null ? opened() : open;
            open = to;
            to.append(bytes);
        } catch (IOException e) {
            throw JournalException.unavailable(file.toString(), e);
        }
    }

    private DurableFile opened() throws IOException {
        if (!Files.exists(file)) {
            return DurableFile.create(file);
        }
        try (LedgerBlocks blocks = LedgerBlocks.of(file)) {
            while (blocks.next() != null) {
                // Only how far it is whole matters here.
            }
            return DurableFile.open(file, blocks.whole());
        }
    }

    @Override
    public Stream<String> lines() {
        if (!Files.exists(file)) {
            return Stream.empty();
        }
        try {
            LedgerBlocks blocks = LedgerBlocks.of(file);
            Stream<String> lines = Stream.generate(() -> next(blocks))
                    .takeWhile(Objects::nonNull)
                    .flatMap(List::stream);
            return LedgerLines.closing(lines, blocks, file);
        } catch (IOException e) {
            throw JournalException.unavailable(file.toString(), e);
        }
    }

    private @Nullable List<String> next(LedgerBlocks blocks) {
        try {
            return blocks.next();
        } catch (IOException e) {
            throw JournalException.unavailable(file.toString(), e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
