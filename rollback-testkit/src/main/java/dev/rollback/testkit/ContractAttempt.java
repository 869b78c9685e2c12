package dev.rollback.testkit;

import dev.rollback.target.Attempt;
import dev.rollback.target.Ledger;
import dev.rollback.target.Memo;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.TargetException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a target is given by a contract for one call of {@code reconcile}. */
final class ContractAttempt extends ContractLook implements Attempt {
    private static final int TRIES = 4;

    private final Planned planned;
    private final Memo memo;
    private final Ledger ledger;

    /**
     * What stays the same for a change.
     *
     * @param at when it was planned
     * @param id its id
     */
    record Planned(Instant at, String id) {}

    ContractAttempt(FakeAws world, TargetCalls calls, Planned planned, Memo memo, Ledger ledger) {
        super(world, calls);
        this.planned = planned;
        this.memo = memo;
        this.ledger = ledger;
    }

    @Override
    public Memo memo() {
        return memo;
    }

    @Override
    public Instant plannedAt() {
        return planned.at();
    }

    @Override
    public String changeId() {
        return planned.id();
    }

    @Override
    public int weight() {
        return 100;
    }

    @Override
    public boolean passed(String gate) {
        return true;
    }

    @Override
    public Optional<String> fact(String step, String key) {
        return Optional.empty();
    }

    @Override
    public <T> T write(RemoteCall call, Supplier<T> body) {
        return calls().make(call, true, body);
    }

    /** In order, each tried again in place when it fails in passing. */
    @Override
    public <I, R> void forEach(Iterator<I> items, int atOnce, Function<I, R> call, Consumer<Done<I, R>> done) {
        while (items.hasNext()) {
            done.accept(tried(items.next(), call));
        }
    }

    private <I, R> Done<I, R> tried(I item, Function<I, R> call) {
        calls().side(true);
        try {
            for (int tries = 1; ; tries++) {
                try {
                    return new Done<>(item, call.apply(item), null);
                } catch (TargetException e) {
                    if (tries == TRIES || !e.kind().isPassing()) {
                        return new Done<>(item, null, e);
                    }
                }
            }
        } finally {
            calls().side(false);
        }
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }
}
