package dev.rollback.journal;

import dev.rollback.lease.Leases;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.Ledger;
import dev.rollback.target.TargetId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a folder: a file a run, a line an event, in the form of {@link EventCodec}. What was appended is on the disk, and survives the process and the
 * machine. Several processes may use one folder on one machine: a run is written by one of them at a time, kept apart by locks of the operating system,
 * which are free when a process dies. Thread-safe.
 *
 * <p>An append that a crash cut off at the end of a file was never answered: it is passed over, and cut off with a warning when the run is carried on.
 * Anything else that cannot be read is refused, naming the file, the line and the byte, and never touched. Beside the runs stand ledgers
 * ({@code RUN.STEP.ledger}), what was asked of a run from elsewhere ({@code RUN.inbox}), checkpoints ({@code ID.checkpoint}), drills ({@code RUN.drill}), {@link FileLeases leases}, locks of runs that are under way ({@code RUN.lock}) and an {@code index} of those that are over, which may be deleted at any
 * time. Finished runs are removed by {@link #prune}, which keeps what they said of versions in a file called {@code memory}.
 *
 * <p>Network file systems whose locks or forced writes do nothing are no place for it.
 */
public final class FileJournal implements Journal {

    private static final Logger log = LoggerFactory.getLogger(FileJournal.class);
    private static final int MOST_LATE = 8;

    private final RunFolder folder;
    private final RunIndex index;
    private final ValueFiles<Checkpoint> checkpoints;
    private final ValueFiles<Practice.Drilled> drills;
    private final FileLeases leases;
    private final Map<RunId, RunFile> files = new TreeMap<>();
    private final Map<Path, FileLedger> ledgers = new TreeMap<>();

    /** Those of runs that are not open, such as of what became of the last message; the last used at the end, and the others let go of. */
    private final Map<Path, FileLedger> late = new LinkedHashMap<>(MOST_LATE, 1, true);

    private final Set<String> unreadRequests = ConcurrentHashMap.newKeySet();

    private FileJournal(RunFolder folder) {
        this.folder = folder;
        this.index = new RunIndex(folder);
        this.checkpoints = new ValueFiles<>(folder.path(), ValueFiles.Form.CHECKPOINT);
        this.drills = new ValueFiles<>(folder.path(), ValueFiles.Form.DRILL);
        this.leases = FileLeases.beside(folder.path());
    }

    /**
     * The journal in this folder, which is made when it is not there.
     *
     * @throws JournalException of kind {@code UNAVAILABLE} when it cannot be made, is no folder, or cannot be written to
     */
    public static FileJournal in(Path folder) {
        try {
            Path made = Files.createDirectories(folder).toRealPath();
            if (!Files.isWritable(made)) {
                throw new AccessDeniedException(made.toString(), null, "the folder is read-only for this user");
            }
            return new FileJournal(new RunFolder(made));
        } catch (IOException e) {
            throw JournalException.unavailable(folder.toString(), e);
        }
    }

    @Override
    public void append(RunId run, long expected, List<RunEvent> events) {
        if (expected == 0 && !events.isEmpty()) {
            KeptRun.beginning(run, events.get(0));
        }
        try {
            RunFile file = opened(run, expected);
            try {
                file.append(expected, events);
            } finally {
                if (file.isDone()) {
                    letGo(run, file);
                }
            }
        } catch (IOException e) {
            throw JournalException.unavailable(folder.run(run).toString(), e);
        }
    }

    private synchronized RunFile opened(RunId run, long expected) throws IOException {
        RunFile known = files.get(run);
        if (known != null) {
            return known;
        }
        if (expected > 0 && !Files.exists(folder.run(run))) {
            throw JournalException.unknownRun(run, describe());
        }
        Path locked = folder.lock(run);
        RunLock lock =
                RunLock.take(locked).orElseThrow(() -> JournalException.held(run, describe(), RunLock.holder(locked)));
        RunFile opened = opened(run, lock);
        files.put(run, opened);
        return opened;
    }

    private RunFile opened(RunId run, RunLock lock) throws IOException {
        Path path = folder.run(run);
        RunFile opened = null;
        try {
            opened = Files.exists(path) ? RunFile.open(run, path, lock) : RunFile.create(run, path, lock);
            return opened;
        } finally {
            if (opened == null) {
                lock.close();
            }
        }
    }

    /** Lets go of a run that is over, that another journal may write on, or that never began. */
    private synchronized void letGo(RunId run, RunFile file) throws IOException {
        if (files.remove(run) == null) {
            return;
        }
        Optional<RunSummary> summary = file.summary();
        if (summary.isEmpty()) {
            Files.deleteIfExists(folder.run(run));
        }
        summary.filter(RunSummary::isEnded).ifPresent(index::note);
        closeQuietly(file);
        ledgers.entrySet().removeIf(entry -> {
            boolean isOfRun = folder.isLedgerOf(run, entry.getKey());
            if (isOfRun) {
                closeQuietly(entry.getValue());
            }
            return isOfRun;
        });
    }

    private static void closeQuietly(Closeable file) {
        try {
            file.close();
        } catch (IOException e) {
            log.warn("A file of the journal could not be closed", e);
        }
    }

    @Override
    public List<RunEvent> read(RunId run) {
        try {
            List<RunEvent> events = folder.read(run).events();
            if (events.isEmpty()) {
                throw JournalException.unknownRun(run, describe());
            }
            return events;
        } catch (NoSuchFileException e) {
            throw JournalException.unknownRun(run, describe());
        } catch (IOException e) {
            throw JournalException.unreadable(describe(), e);
        }
    }

    @Override
    public List<RunId> runs() {
        return index.all().stream().map(RunSummary::run).toList();
    }

    @Override
    public RunSummary summary(RunId run) {
        return index.of(run).orElseGet(() -> KeptRun.of(read(run)).summary());
    }

    @Override
    public Optional<Quarantine> quarantine(TargetId target, String content) {
        return index.versions().quarantine(target, content);
    }

    @Override
    public Optional<FailedTry> failed(TargetId target, String content) {
        return index.versions().failed(target, content);
    }

    @Override
    public Optional<RunSummary> lastChange(TargetId target) {
        return index.versions().lastChange(target);
    }

    @Override
    public List<Freeze> freezes(Instant now) {
        return index.versions().freezes(now);
    }

    @Override
    public void lift(Lifted lifted) {
        try {
            index.lift(lifted);
        } catch (IOException e) {
            throw JournalException.unavailable(describe(), e);
        }
    }

    /** A run that another process writes just now stays. A crash in the middle leaves files that the next time removes. */
    @Override
    public synchronized Pruned prune(Retention retention, Instant now) {
        try {
            Pruned pruned = new Pruning(index.all(), retention, now, this::read).by(this::remove);
            folder.sweep(index.pruned());
            return pruned;
        } catch (IOException e) {
            throw JournalException.unavailable(describe(), e);
        }
    }

    /** What it said of versions is on the disk before its events are gone, and those before its ledgers are. */
    private String remove(RunSummary run) {
        try {
            Optional<RunLock> lock = RunLock.take(folder.lock(run.run()));
            if (lock.isEmpty()) {
                return "it is written just now";
            }
            try {
                index.remember(run);
                Files.deleteIfExists(folder.run(run.run()));
                return "";
            } finally {
                lock.get().closeAndDelete();
            }
        } catch (IOException e) {
            throw JournalException.unavailable(describe(), e);
        }
    }

    @Override
    public synchronized Ledger ledger(RunId run, int step) {
        Path file = folder.ledger(run, step);
        if (!files.containsKey(run)) {
            FileLedger ledger = late.computeIfAbsent(file, FileLedger::new);
            Path oldest = late.keySet().iterator().next();
            if (late.size() > MOST_LATE) {
                closeQuietly(Objects.requireNonNull(late.remove(oldest)));
            }
            return ledger;
        }
        FileLedger before = late.remove(file);
        return ledgers.computeIfAbsent(file, path -> before == null ? new FileLedger(path) : before);
    }

    @Override
    public void ask(RunId run, Request request) {
        try {
            inbox(run).add(request);
        } catch (IOException e) {
            throw JournalException.unavailable(describe(), e);
        }
    }

    @Override
    public List<Request> asked(RunId run) {
        try {
            return inbox(run).all();
        } catch (IOException e) {
            throw JournalException.unreadable(describe(), e);
        }
    }

    private Inbox inbox(RunId run) {
        if (!Files.exists(folder.run(run))) {
            throw JournalException.unknownRun(run, describe());
        }
        return new Inbox(folder.inbox(run), unreadRequests);
    }

    @Override
    public void keep(Checkpoint checkpoint) {
        checkpoints.keep(checkpoint);
    }

    @Override
    public Checkpoint checkpoint(String id) {
        return checkpoints.read(id).orElseThrow(() -> JournalException.unknownCheckpoint(id, describe()));
    }

    @Override
    public List<Checkpoint> checkpoints() {
        return checkpoints.all();
    }

    @Override
    public void keep(Practice.Drilled drill) {
        drills.keep(drill);
    }

    @Override
    public List<Practice.Drilled> drills() {
        return drills.all();
    }

    /** In the same folder, for all processes that use it. */
    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    /** The folder. */
    @Override
    public String describe() {
        return folder.toString();
    }

    /** Lets go of all runs, so that another process can carry them on. */
    @Override
    public synchronized void close() {
        files.values().forEach(FileJournal::closeQuietly);
        files.clear();
        ledgers.values().forEach(FileJournal::closeQuietly);
        ledgers.clear();
        late.values().forEach(FileJournal::closeQuietly);
        late.clear();
        leases.close();
    }
}
