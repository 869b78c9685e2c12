package dev.rollback.aws.sdk;

import dev.rollback.target.Attempt;
import dev.rollback.target.Http;
import dev.rollback.target.Ledger;
import dev.rollback.target.Memo;
import dev.rollback.target.Processes;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an engine would hand to a target, over a clock of the test. Counts the calls; repeats none. */
public final class TestAttempt implements Attempt {

    private final TestClock clock;
    private final Instant plannedAt;
    private final List<RemoteCall> reads = new ArrayList<>();
    private final List<RemoteCall> writes = new ArrayList<>();
    private final Set<String> gates = new TreeSet<>();
    private final Map<String, String> facts = new TreeMap<>();
    private Ledger ledger = new TestLedger();
    private boolean counts = true;
    private @Nullable Instant incident;
    private Memo memo = Memo.empty();
    private int weight = 100;

    public TestAttempt(TestClock clock) {
        this.clock = clock;
        this.plannedAt = clock.instant();
    }

    /** Sets what the next call is handed. */
    public TestAttempt remember(Memo next) {
        memo = next;
        return this;
    }

    /** Sets the share of traffic that the wanted version shall get, in percent. */
    public TestAttempt weight(int percent) {
        weight = percent;
        return this;
    }

    /** Lets the step through this gate from now on. */
    public TestAttempt pass(String gate) {
        gates.add(gate);
        return this;
    }

    /** Sets when the incident began. */
    public TestAttempt incident(Instant at) {
        incident = at;
        return this;
    }

    /** Sets what an earlier step has found. */
    public TestAttempt found(String step, String key, String value) {
        facts.put(step + "/" + key, value);
        return this;
    }

    /** Keeps records there, and counts no calls: for a test of what stays in the heap. */
    public TestAttempt keepingIn(Ledger other) {
        ledger = other;
        counts = false;
        return this;
    }

    /** The operations that read so far, for example {@code lambda:GetAlias}. */
    public List<String> reads() {
        return reads.stream().map(RemoteCall::operation).toList();
    }

    /** The operations that wrote so far. */
    public List<String> writes() {
        return writes.stream().map(RemoteCall::operation).toList();
    }

    /** All calls that read so far. */
    public List<RemoteCall> readCalls() {
        return List.copyOf(reads);
    }

    /** All calls that wrote so far. */
    public List<RemoteCall> writeCalls() {
        return List.copyOf(writes);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Optional<Instant> incidentStartedAt() {
        return Optional.ofNullable(incident);
    }

    @Override
    public Instant deadline() {
        return clock.instant().plus(Duration.ofSeconds(30));
    }

    @Override
    public <T> T read(RemoteCall call, Supplier<T> body) {
        note(call, reads);
        return body.get();
    }

    @Override
    public <T> T write(RemoteCall call, Supplier<T> body) {
        note(call, writes);
        return body.get();
    }

    private void note(RemoteCall call, List<RemoteCall> calls) {
        if (counts) {
            calls.add(call);
        }
    }

    @Override
    public Http http() {
        throw new UnsupportedOperationException("no HTTP in this test");
    }

    @Override
    public Processes processes() {
        throw new UnsupportedOperationException("no processes in this test");
    }

    @Override
    public Memo memo() {
        return memo;
    }

    @Override
    public Instant plannedAt() {
        return plannedAt;
    }

    @Override
    public String changeId() {
        return "change-1";
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public boolean passed(String gate) {
        return gates.contains(gate);
    }

    @Override
    public Optional<String> fact(String step, String key) {
        return Optional.ofNullable(facts.get(step + "/" + key));
    }

    /** One after the other, each tried once. */
    @Override
    public <I, R> void forEach(Iterator<I> items, int atOnce, Function<I, R> call, Consumer<Done<I, R>> done) {
        while (items.hasNext()) {
            I item = items.next();
            try {
                done.accept(new Done<>(item, call.apply(item), null));
            } catch (TargetException e) {
                done.accept(new Done<>(item, null, e));
            }
        }
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }
}
