package dev.rollback;

import dev.rollback.health.Health;
import dev.rollback.run.Command;
import dev.rollback.run.RunState;
import dev.rollback.run.Signal;
import dev.rollback.target.Batched;
import dev.rollback.target.Change;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out what the heart of one run asks for, and signals back what came of it: one signal for each command. On the loop. */
final class Commands implements Command.Visitor {

    /** A call that fails for longer is told to the heart, so that people see why the step waits; the heart asks again. */
    private static final Duration TRIED_IN_SILENCE = Duration.ofSeconds(30);

    /** As long as the heart waits to hear where a target stands. */
    private static final Duration LOCATED_WITHIN = Duration.ofMinutes(5);

    private final Parts parts;
    private final RunDriver.Start start;
    private final LeaseKeeper leases;
    private final Consumer<Signal> signals;
    private final BooleanSupplier driven;
    private final List<PlannedStep> steps;
    private final Caller caller;
    private final Facts facts = new Facts();
    private final Batches batches = new Batches();
    private final List<Command.Reconcile> held = new ArrayList<>();
    private final boolean[] begun;
    private final boolean[] isHeld;
    private final AtomicIntegerArray attempts;
    private @Nullable RunState state;

    /**
     * For one run.
     *
     * @param leases say whether a target may be called
     * @param signals takes what came of the commands
     * @param driven whether this engine still drives the run; if not, nothing is tried again
     */
    Commands(Parts parts, RunDriver.Start start, LeaseKeeper leases, Consumer<Signal> signals, BooleanSupplier driven) {
        this.leases = leases;
        this.parts = parts;
        this.start = start;
        this.signals = signals;
        this.driven = driven;
        this.steps = start.plan().steps();
        this.caller = new Caller(parts);
        this.begun = new boolean[steps.size()];
        this.isHeld = new boolean[steps.size()];
        this.attempts = new AtomicIntegerArray(steps.size());
    }

    /** Carries out commands. While nothing new may begin, the first call of a step is held back. */
    void carryOut(List<Command> commands, RunState current, boolean nothingNew) {
        state = current;
        List<Command> all = new ArrayList<>(held);
        held.clear();
        all.addAll(commands);
        for (Command command : all) {
            if (nothingNew && command instanceof Command.Reconcile first && isFirst(first)) {
                hold(first);
            } else {
                letGo(command);
                command.accept(this);
            }
        }
        batches.take().forEach(this::together);
    }

    /** Its time stands still meanwhile. */
    private void hold(Command.Reconcile first) {
        held.add(first);
        if (!isHeld[first.step()]) {
            isHeld[first.step()] = true;
            signals.accept(new Signal.Held(first.step(), first.generation()));
        }
    }

    private void letGo(Command command) {
        if (command instanceof Command.Reconcile first && isHeld[first.step()]) {
            isHeld[first.step()] = false;
            signals.accept(new Signal.Begun(first.step(), first.generation()));
        }
    }

    private boolean isFirst(Command.Reconcile command) {
        return !begun[command.step()] && !isOver(command.step());
    }

    @Override
    public void reconcile(Command.Reconcile command) {
        begun[command.step()] = true;
        leases.insteadOf(command).ifPresentOrElse(signals, () -> call(command));
    }

    private void call(Command.Reconcile command) {
        boolean taken = steps.get(command.step()).target().orElse(null) instanceof Batched<?> batched
                && batches.add(command, batched);
        if (!taken) {
            alone(command);
        }
    }

    private void together(List<Batches.Member> batch) {
        Command.Reconcile first = batch.get(0).command();
        if (batch.size() == 1) {
            alone(first);
            return;
        }
        String names = steps.get(first.step()).name() + " and " + (batch.size() - 1) + " more";
        BooleanSupplier wanted =
                () -> batch.stream().anyMatch(member -> !isOver(member.command().step()));
        caller.call(
                job(names, triedUntil(), wanted, () -> lookAtAll(batch.get(0).target(), batch)),
                answers -> answers.forEach(this::answered),
                failure -> batch.forEach(member -> failedTogether(member.command(), failure)));
    }

    private <S> List<BatchLook.Answer> lookAtAll(Batched<S> first, List<Batches.Member> batch) {
        EngineLook look = look();
        BatchLook<S> together = new BatchLook<>(first);
        for (Batches.Member member : batch) {
            Command.Reconcile command = member.command();
            together.add(command, member.target(), change(command.step()), attempt(command, look));
        }
        return together.carryOut(look);
    }

    private void answered(BatchLook.Answer answer) {
        if (answer.progress() == null) {
            alone(answer.command());
        } else {
            answered(answer.command(), answer.progress());
        }
    }

    /** What is wrong with one of them need not be wrong with the others. */
    private void failedTogether(Command.Reconcile command, TargetException failure) {
        if (failure.kind().isPassing()) {
            failed(command, failure);
        } else {
            alone(command);
        }
    }

    private void alone(Command.Reconcile command) {
        if (isOver(command.step())) {
            String late = "was not called any more: it was over before its call could be made";
            failed(command, TargetException.of(TargetException.Kind.TRANSIENT, late));
            return;
        }
        PlannedStep step = steps.get(command.step());
        caller.call(
                job(step.name(), triedUntil(), () -> !isOver(command.step()), () -> reconcile(step, command)),
                progress -> answered(command, progress),
                failure -> failed(command, failure));
    }

    private Progress reconcile(PlannedStep step, Command.Reconcile command) {
        EngineAttempt attempt = attempt(command, look());
        return step.target().isPresent()
                ? step.requireTarget().reconcile(change(command.step()), attempt)
                : step.action().orElseThrow().reconcile(attempt);
    }

    private void answered(Command.Reconcile command, Progress progress) {
        signals.accept(new Signal.Answered(command.step(), command.generation(), progress));
    }

    private void failed(Command.Reconcile command, TargetException failure) {
        signals.accept(new Signal.CallFailed(command.step(), command.generation(), failure.kind(), message(failure)));
    }

    @Override
    public void probe(Command.Probe command) {
        PlannedStep step = steps.get(command.step());
        PlannedStep.Check check = step.checks().get(command.proof());
        Consumer<Health> seen =
                health -> signals.accept(new Signal.Probed(command.step(), command.generation(), health));
        caller.once(
                job(step.name(), triedUntil(), () -> true, () -> check.probe().look(look())),
                seen,
                failure -> seen.accept(Health.unknown(message(failure))));
    }

    @Override
    public void locate(Command.Locate command) {
        PlannedStep step = steps.get(command.step());
        Instant until = parts.time().instant().plus(LOCATED_WITHIN);
        caller.call(
                job(step.name(), until, () -> true, () -> step.requireTarget().locate(change(command.step()), look())),
                located -> stands(command, located.position(), located.evidence()),
                failure -> stands(command, Position.UNKNOWN, "could not be read: " + message(failure)));
    }

    private void stands(Command.Locate command, Position position, String evidence) {
        signals.accept(new Signal.Located(command.step(), command.generation(), position, evidence));
    }

    private static String message(TargetException failure) {
        return String.valueOf(failure.getMessage());
    }

    private <T> Caller.Job<T> job(String step, Instant until, BooleanSupplier wanted, Callable<T> work) {
        BooleanSupplier stillWanted = () -> driven.getAsBoolean() && wanted.getAsBoolean();
        return new Caller.Job<>(start.run().value(), step, parts.limits().call(), until, stillWanted, work);
    }

    private Instant triedUntil() {
        Instant patient = parts.time().instant().plus(TRIED_IN_SILENCE);
        return patient.isBefore(state().deadline()) ? patient : state().deadline();
    }

    private EngineLook look() {
        return new EngineLook(parts, start.plan(), parts.limits().call());
    }

    private EngineAttempt attempt(Command.Reconcile command, EngineLook look) {
        attempts.incrementAndGet(command.step());
        TakeBack.Origin back = steps.get(command.step()).origin();
        EngineAttempt.Origin origin = back == null
                ? new EngineAttempt.Origin(start.run(), command.step(), state().startedAt())
                : new EngineAttempt.Origin(back.run(), back.step(), state().startedAt());
        return new EngineAttempt(look, command, origin, facts);
    }

    private Change change(int step) {
        return state().step(step).change().orElseThrow();
    }

    private boolean isOver(int step) {
        return state().step(step).phase().isOver();
    }

    private RunState state() {
        return Objects.requireNonNull(state, "nothing is carried out before the run has begun");
    }

    /** What steps found, for those after them. */
    Facts facts() {
        return facts;
    }

    /** How often the target or action of a step was called. */
    int attempts(int step) {
        return attempts.get(step);
    }
}
