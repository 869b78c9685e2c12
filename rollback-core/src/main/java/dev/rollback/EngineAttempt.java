package dev.rollback;

import dev.rollback.run.Command;
import dev.rollback.run.RunId;
import dev.rollback.target.Attempt;
import dev.rollback.target.Http;
import dev.rollback.target.Ledger;
import dev.rollback.target.Memo;
import dev.rollback.target.Processes;
import dev.rollback.target.RemoteCall;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A look that may also change something: what one call of a target or an action has in hand. Used by the one thread that carries the call out. */
final class EngineAttempt implements Attempt {

    private final EngineLook look;
    private final Command.Reconcile command;
    private final Origin origin;
    private final Facts facts;

    /**
     * What an attempt is part of.
     *
     * @param run the run; for what is taken back, the one that did it
     * @param step the step's place there
     * @param plannedAt when the change was planned
     */
    record Origin(RunId run, int step, Instant plannedAt) {}

    EngineAttempt(EngineLook look, Command.Reconcile command, Origin origin, Facts facts) {
        this.look = look;
        this.command = command;
        this.origin = origin;
        this.facts = facts;
    }

    static String changeId(RunId run, int step) {
        return run + "-" + step;
    }

    @Override
    public Instant now() {
        return look.now();
    }

    @Override
    public Optional<Instant> incidentStartedAt() {
        return look.incidentStartedAt();
    }

    @Override
    public Instant deadline() {
        return look.deadline();
    }

    @Override
    public Http http() {
        return look.http();
    }

    @Override
    public Processes processes() {
        return look.processes();
    }

    @Override
    public <T> T read(RemoteCall call, Supplier<T> body) {
        return look.read(call, body);
    }

    @Override
    public <T> T write(RemoteCall call, Supplier<T> body) {
        return look.paced(call, true, body);
    }

    @Override
    public Memo memo() {
        return command.memo();
    }

    @Override
    public Instant plannedAt() {
        return origin.plannedAt();
    }

    @Override
    public String changeId() {
        return changeId(origin.run(), origin.step());
    }

    @Override
    public int weight() {
        return command.weight();
    }

    @Override
    public boolean passed(String gate) {
        return command.gates().contains(gate);
    }

    @Override
    public <I, R> void forEach(Iterator<I> items, int atOnce, Function<I, R> call, Consumer<Done<I, R>> done) {
        new Items<>(look, call, done).carryOut(items, atOnce);
    }

    @Override
    public Ledger ledger() {
        return new StepLedger(() -> look.parts().journal().ledger(origin.run(), origin.step()));
    }

    @Override
    public Optional<String> fact(String step, String key) {
        return facts.of(step, key);
    }
}
