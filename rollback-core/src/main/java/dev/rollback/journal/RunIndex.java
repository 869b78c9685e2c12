package dev.rollback.journal;

import dev.rollback.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of all runs of a folder. The summaries of ended runs are kept in a file of their own, so that not every run has to be read for a question
 * across runs; what is missing or damaged there is read from the run itself and written again. Thread-safe, and safe beside other processes.
 */
final class RunIndex {

    private static final Logger log = LoggerFactory.getLogger(RunIndex.class);

    private final RunFolder folder;
    private final Map<RunId, RunSummary> ended = new TreeMap<>();
    private final Map<RunId, Seen> seen = new TreeMap<>();
    private long read;
    private final Memory memory;
    private @Nullable VersionIndex versions;
    private long remembered = -1;
    private List<RunSummary> last = List.of();

    RunIndex(RunFolder folder) {
        this.folder = folder;
        this.memory = new Memory(folder.memory());
    }

    /**
     * A run as it was read.
     *
     * @param size how large its file was
     * @param changed when it had changed
     * @param summary what it said; null when it could not be read, or holds nothing that was answered
     */
    private record Seen(long size, long changed, @Nullable RunSummary summary) {}

    /** All runs that can be read, newest first. */
    synchronized List<RunSummary> all() {
        try {
            readOn();
            List<RunSummary> found = folder.runs().stream()
                    .map(this::summary)
                    .flatMap(Optional::stream)
                    .sorted(RunSummary.OLDEST_FIRST.reversed())
                    .toList();
            if (!found.equals(last)) {
                last = found;
                versions = null;
            }
            return found;
        } catch (IOException e) {
            throw JournalException.unreadable(folder.toString(), e);
        }
    }

    /** One run; empty if it is not there or cannot be read. */
    synchronized Optional<RunSummary> of(RunId run) {
        try {
            readOn();
            return Files.exists(folder.run(run)) ? summary(run) : Optional.empty();
        } catch (IOException e) {
            throw JournalException.unreadable(folder.toString(), e);
        }
    }

    /** What all runs, also those that were pruned, say together of versions. */
    synchronized VersionIndex versions() {
        List<RunSummary> all = new ArrayList<>(all());
        Memory.Known now = known();
        VersionIndex index = now.state() == remembered ? versions : null;
        if (index == null) {
            all.addAll(now.pruned());
            index = VersionIndex.of(all, now.lifted());
            versions = index;
            remembered = now.state();
        }
        return index;
    }

    private Memory.Known known() {
        try {
            return memory.known();
        } catch (IOException e) {
            throw JournalException.unreadable(folder.toString(), e);
        }
    }

    /** The runs that were pruned. */
    Set<RunId> pruned() {
        return known().pruned().stream().map(RunSummary::run).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Notes what somebody said of a version. */
    void lift(Lifted lifted) throws IOException {
        memory.add(lifted);
    }

    /** Notes what a run said that is removed. */
    void remember(RunSummary pruned) throws IOException {
        memory.add(pruned);
    }

    /** Notes a run that is over. What cannot be noted is read again when it is asked for. */
    synchronized void note(RunSummary summary) {
        ended.put(summary.run(), summary);
        try {
            Files.write(
                    folder.index(), SummaryText.encoded(summary), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            log.debug("The index of {} cannot be written", folder, e);
        }
    }

    /** Reads what was added to the index since; a line that is not whole yet waits, a damaged one, or one of an older version that says less, is passed over. */
    private void readOn() throws IOException {
        Path file = folder.index();
        long size = Files.exists(file) ? Files.size(file) : 0;
        read = size < read ? 0 : read;
        if (size == read) {
            return;
        }
        JsonLines lines = new JsonLines(RunFolder.bytes(file, read));
        int from = 0;
        for (int end = lines.end(from); end < lines.length(); end = lines.end(from)) {
            take(lines, from, end);
            from = end + 1;
        }
        read += from;
    }

    private void take(JsonLines lines, int from, int end) {
        if (lines.damage(from, end) != null) {
            return;
        }
        try {
            Fields fields = lines.fields(folder.index().toString(), from, end);
            if (SummaryText.isWhole(fields)) {
                RunSummary summary = SummaryText.read(fields);
                ended.put(summary.run(), summary);
            }
        } catch (JournalException | IllegalArgumentException e) {
            log.debug("A line of the index of {} is passed over", folder, e);
        }
    }

    private Optional<RunSummary> summary(RunId run) {
        RunSummary known = ended.get(run);
        return known == null ? fromItsFile(run) : Optional.of(known);
    }

    private Optional<RunSummary> fromItsFile(RunId run) {
        try {
            BasicFileAttributes now = Files.readAttributes(folder.run(run), BasicFileAttributes.class);
            long changed = now.lastModifiedTime().toMillis();
            Seen before = seen.get(run);
            if (before == null || before.size() != now.size() || before.changed() != changed) {
                before = new Seen(now.size(), changed, read(run));
                seen.put(run, before);
            }
            return Optional.ofNullable(before.summary());
        } catch (IOException e) {
            return unknown(run, e);
        }
    }

    private @Nullable RunSummary read(RunId run) throws IOException {
        EventCodec.Kept kept;
        try {
            kept = folder.read(run);
        } catch (JournalException e) {
            return unknown(run, e).orElse(null);
        }
        if (kept.events().isEmpty()) {
            return null;
        }
        RunSummary summary = KeptRun.of(kept.events()).summary();
        if (summary.isEnded()) {
            note(summary);
        }
        return summary;
    }

    /** One run that cannot be read must not keep all others from being asked. */
    private static Optional<RunSummary> unknown(RunId run, Exception cause) {
        log.warn("Run {} cannot be read and is passed over: {}", run, cause.getMessage());
        return Optional.empty();
    }
}
