package dev.rollback.journal;

import dev.rollback.lease.InProcessLeases;
import dev.rollback.lease.Leases;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.Ledger;
import dev.rollback.target.TargetId;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A journal that ends with the process. It keeps the lines that a durable journal would keep and reads events from them, so that what cannot be
 * written or read shows in the first rehearsal. Thread-safe.
 */
public final class InMemoryJournal implements Journal {

    private static final String PLACE = "memory";

    private final Map<RunId, Entry> entries = new LinkedHashMap<>();
    private final Map<RunId, Map<Integer, Ledger>> ledgers = new TreeMap<>();
    private final Map<String, Checkpoint> checkpoints = new TreeMap<>();
    private final Map<RunId, Practice.Drilled> drills = new TreeMap<>();
    private final Leases leases = new InProcessLeases();
    private final List<RunSummary> pruned = new ArrayList<>();
    private final List<Lifted> lifted = new ArrayList<>();
    private @Nullable VersionIndex versions;

    /** A journal without runs. */
    public InMemoryJournal() {}

    /** One run. */
    private static final class Entry {
        private final EventCodec codec = new EventCodec();
        private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
        private final KeptRun kept;
        private final List<Request> inbox = new ArrayList<>();
        private long count;

        Entry(KeptRun kept) {
            this.kept = kept;
        }

        void append(List<RunEvent> events) {
            lines.writeBytes(codec.encode(count + 1, events));
            count += events.size();
            events.forEach(event -> event.accept(kept));
        }
    }

    @Override
    public synchronized void append(RunId run, long expected, List<RunEvent> events) {
        Entry entry = entries.get(run);
        long actual = entry == null ? 0 : entry.count;
        if (actual != expected) {
            throw entry == null
                    ? JournalException.unknownRun(run, PLACE)
                    : JournalException.overtaken(run, expected, actual);
        }
        if (events.isEmpty()) {
            return;
        }
        Entry mine = entry == null ? new Entry(KeptRun.of(KeptRun.beginning(run, events.get(0)))) : entry;
        mine.append(events);
        entries.putIfAbsent(run, mine);
        versions = null;
    }

    @Override
    public synchronized List<RunEvent> read(RunId run) {
        return new EventCodec().decode(bytes(run), PLACE + ", run " + run);
    }

    /**
     * The lines kept for a run, as a durable journal would hold them.
     *
     * @throws JournalException of kind {@code UNKNOWN_RUN} when there is no such run
     */
    public synchronized byte[] bytes(RunId run) {
        return entry(run).lines.toByteArray();
    }

    private Entry entry(RunId run) {
        Entry entry = entries.get(run);
        if (entry == null) {
            throw JournalException.unknownRun(run, PLACE);
        }
        return entry;
    }

    @Override
    public synchronized List<RunId> runs() {
        List<RunId> runs = new ArrayList<>(entries.keySet());
        Collections.reverse(runs);
        return runs;
    }

    @Override
    public synchronized RunSummary summary(RunId run) {
        return entry(run).kept.summary();
    }

    @Override
    public synchronized Optional<Quarantine> quarantine(TargetId target, String content) {
        return versions().quarantine(target, content);
    }

    private VersionIndex versions() {
        VersionIndex index = versions;
        if (index == null) {
            List<RunSummary> all = new ArrayList<>(pruned);
            entries.values().forEach(entry -> all.add(entry.kept.summary()));
            index = VersionIndex.of(all, lifted);
            versions = index;
        }
        return index;
    }

    @Override
    public synchronized Optional<FailedTry> failed(TargetId target, String content) {
        return versions().failed(target, content);
    }

    @Override
    public synchronized Optional<RunSummary> lastChange(TargetId target) {
        return versions().lastChange(target);
    }

    @Override
    public synchronized List<Freeze> freezes(Instant now) {
        return versions().freezes(now);
    }

    @Override
    public synchronized void lift(Lifted said) {
        lifted.add(said);
        versions = null;
    }

    @Override
    public synchronized Pruned prune(Retention retention, Instant now) {
        List<RunSummary> all = runs().stream().map(this::summary).toList();
        return new Pruning(all, retention, now, this::read).by(run -> {
            pruned.add(run);
            entries.remove(run.run());
            ledgers.remove(run.run());
            return "";
        });
    }

    @Override
    public synchronized Ledger ledger(RunId run, int step) {
        return ledgers.computeIfAbsent(run, begun -> new TreeMap<>())
                .computeIfAbsent(step, begun -> new SpillingLedger());
    }

    @Override
    public synchronized void ask(RunId run, Request request) {
        entry(run).inbox.add(request);
    }

    @Override
    public synchronized List<Request> asked(RunId run) {
        return List.copyOf(entry(run).inbox);
    }

    @Override
    public synchronized void keep(Checkpoint checkpoint) {
        checkpoints.put(checkpoint.id(), Checkpoint.parse(checkpoint.toJson()));
    }

    @Override
    public synchronized Checkpoint checkpoint(String id) {
        Checkpoint checkpoint = checkpoints.get(id);
        if (checkpoint == null) {
            throw JournalException.unknownCheckpoint(id, PLACE);
        }
        return checkpoint;
    }

    @Override
    public synchronized List<Checkpoint> checkpoints() {
        return checkpoints.values().stream()
                .sorted(ValueFiles.Form.CHECKPOINT.order())
                .toList();
    }

    @Override
    public synchronized void keep(Practice.Drilled drill) {
        drills.put(drill.run(), PracticeText.readDrill(PLACE, drill.toJson()));
    }

    @Override
    public synchronized List<Practice.Drilled> drills() {
        return drills.values().stream().sorted(ValueFiles.Form.DRILL.order()).toList();
    }

    /** For all who use this object. */
    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public String describe() {
        return PLACE;
    }

    /** Does nothing: what is kept can be read until the journal is not reachable any more. */
    @Override
    public void close() {}
}
