package dev.rollback.journal;

import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of one run while it is written: by this journal alone, because it holds the lock. Thread-safe. */
final class RunFile implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(RunFile.class);

    private final RunId run;
    private final EventCodec codec;
    private final DurableFile file;
    private final RunLock lock;
    private long count;
    private @Nullable KeptRun kept;
    private boolean isOurs;

    private RunFile(RunId run, EventCodec codec, DurableFile file, RunLock lock) {
        this.run = run;
        this.codec = codec;
        this.file = file;
        this.lock = lock;
    }

    /** Begins the file of a run. */
    static RunFile create(RunId run, Path file, RunLock lock) throws IOException {
        return new RunFile(run, new EventCodec(), DurableFile.create(file), lock);
    }

    /**
     * Goes on with the file of a run. An append that was cut off at its end is cut away.
     *
     * @throws JournalException when something else than its end cannot be read; then nothing is touched
     */
    static RunFile open(RunId run, Path file, RunLock lock) throws IOException {
        EventCodec codec = new EventCodec();
        byte[] bytes = Files.readAllBytes(file);
        EventCodec.Kept kept = codec.decodeKept(bytes, file.toString());
        if (kept.torn() != null) {
            log.warn(
                    "The last {} bytes of {} are of an append that was never answered and are cut off: at {} {}",
                    bytes.length - kept.length(),
                    file,
                    kept.tornAt(),
                    kept.torn());
        }
        RunFile opened = new RunFile(run, codec, DurableFile.open(file, kept.length()), lock);
        opened.count = kept.events().size();
        opened.kept = kept.events().isEmpty() ? null : KeptRun.of(kept.events());
        return opened;
    }

    /** Appends as {@link Journal#append} says. */
    synchronized void append(long expected, List<RunEvent> events) throws IOException {
        if (expected != count) {
            throw JournalException.overtaken(run, expected, count);
        }
        if (!events.isEmpty()) {
            file.append(codec.encode(count + 1, events));
            count += events.size();
            isOurs = true;
            fold(events);
        }
    }

    private void fold(List<RunEvent> events) {
        KeptRun run = kept == null ? KeptRun.of((RunEvent.RunStarted) events.get(0)) : kept;
        events.forEach(event -> event.accept(run));
        kept = run;
    }

    /** What it came to so far; empty while it has not begun. */
    synchronized Optional<RunSummary> summary() {
        return Optional.ofNullable(kept).map(KeptRun::summary);
    }

    /** Whether nobody has to be kept out: the run is over, or nothing of it was written here. */
    synchronized boolean isDone() {
        return !isOurs || isEnded();
    }

    private boolean isEnded() {
        return kept == null || kept.isEnded();
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            file.close();
        } finally {
            if (isEnded()) {
                lock.closeAndDelete();
            } else {
                lock.close();
            }
        }
    }
}
