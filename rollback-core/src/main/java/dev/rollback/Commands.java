package dev.rollback;

import dev.rollback.health.Health;
import dev.rollback.run.Command;
import dev.rollback.run.Position;
import dev.rollback.run.RunState;
import dev.rollback.run.Signal;
import dev.rollback.target.Batched;
import dev.rollback.target.Change;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out what the heart of one run asks for, and signals back what came of it. On the loop. */
final class Commands implements Command.Visitor {

    private final Parts parts;
    private final RunDriver.Start start;
    private final List<PlannedStep> steps;
    private final Consumer<Signal> signals;
    private final Facts facts = new Facts();
    private final int[] attempts;
    private final Caller caller;
    private final List<Command.Reconcile> held = new ArrayList<>();
    private final Map<String, List<Command.Reconcile>> batches = new LinkedHashMap<>();
    private @Nullable RunState state;

    Commands(Parts parts, RunDriver.Start start, Consumer<Signal> signals) {
        this.parts = parts;
        this.start = start;
        this.steps = start.preview().plan().steps();
        this.signals = signals;
        this.attempts = new int[steps.size()];
        this.caller = new Caller(parts);
    }

    /** Carries out commands. While the journal is behind, steps that were never called are held back. */
    void carryOut(List<Command> commands, RunState current, boolean journalBehind) {
        state = current;
        List<Command> all = new ArrayList<>();
        if (!journalBehind) {
            all.addAll(held);
            held.clear();
        }
        all.addAll(commands);
        for (Command command : all) {
            if (journalBehind && command instanceof Command.Reconcile first && attempts[first.step()] == 0) {
                held.add(first);
            } else {
                command.accept(this);
            }
        }
        batches.values().forEach(this::inBatches);
        batches.clear();
    }

    @Override
    public void reconcile(Command.Reconcile command) {
        attempts[command.step()]++;
        PlannedStep step = steps.get(command.step());
        if (step.target().orElse(null) instanceof Batched<?> batched) {
            batches.computeIfAbsent(batched.batchKey(), key -> new ArrayList<>())
                    .add(command);
        } else {
            alone(command);
        }
    }

    private void inBatches(List<Command.Reconcile> commands) {
        if (commands.size() == 1) {
            alone(commands.get(0));
            return;
        }
        Batched<?> first = batched(commands.get(0));
        for (int from = 0; from < commands.size(); from += first.batchSize()) {
            int to = Math.min(commands.size(), from + first.batchSize());
            together(first, commands.subList(from, to));
        }
    }

    private Batched<?> batched(Command.Reconcile command) {
        return (Batched<?>) steps.get(command.step()).requireTarget();
    }

    private <S> void together(Batched<S> first, List<Command.Reconcile> commands) {
        BatchLook<S> look = new BatchLook<>(first);
        for (Command.Reconcile command : commands) {
            look.add(command, batched(command), change(command.step()), attempt(command));
        }
        String names = steps.get(commands.get(0).step()).name() + " and " + (commands.size() - 1) + " more";
        caller.call(
                new Caller.Job<>(run(), names, parts.limits().call(), until(), () -> look.carryOut(look())),
                answers -> answers.forEach(this::answer),
                failure -> commands.forEach(command -> failed(command, failure)));
    }

    private void answer(BatchLook.Answer answer) {
        TargetException failure = answer.failure();
        if (answer.progress() != null) {
            signals.accept(new Signal.Answered(
                    answer.command().step(), answer.command().generation(), answer.progress()));
        } else if (failure != null && failure.kind().isPassing()) {
            alone(answer.command());
        } else if (failure != null) {
            failed(answer.command(), failure);
        }
    }

    private void alone(Command.Reconcile command) {
        PlannedStep step = steps.get(command.step());
        Change change = step.target().isPresent() ? change(command.step()) : null;
        caller.call(
                new Caller.Job<>(
                        run(),
                        step.name(),
                        parts.limits().call(),
                        until(),
                        () -> !state().step(command.step()).phase().isOver(),
                        () -> change == null
                                ? step.action().orElseThrow().reconcile(attempt(command))
                                : step.requireTarget().reconcile(change, attempt(command))),
                progress -> signals.accept(new Signal.Answered(command.step(), command.generation(), progress)),
                failure -> failed(command, failure));
    }

    private void failed(Command.Reconcile command, TargetException failure) {
        signals.accept(new Signal.CallFailed(
                command.step(), command.generation(), failure.kind(), String.valueOf(failure.getMessage())));
    }

    @Override
    public void probe(Command.Probe command) {
        PlannedStep step = steps.get(command.step());
        PlannedStep.Check check = step.checks().get(command.proof());
        Consumer<Health> seen =
                health -> signals.accept(new Signal.Probed(command.step(), command.generation(), health));
        caller.once(
                new Caller.Job<>(
                        run(),
                        step.name(),
                        parts.limits().call(),
                        until(),
                        () -> check.probe().look(look())),
                seen,
                failure -> seen.accept(Health.unknown(String.valueOf(failure.getMessage()))));
    }

    @Override
    public void locate(Command.Locate command) {
        PlannedStep step = steps.get(command.step());
        Change change = change(command.step());
        caller.call(
                new Caller.Job<>(
                        run(),
                        step.name(),
                        parts.limits().call(),
                        Instant.MAX,
                        () -> step.requireTarget().current(look())),
                current -> located(command, change, current),
                failure -> signals.accept(new Signal.Located(
                        command.step(),
                        command.generation(),
                        Position.UNKNOWN,
                        "could not be read: " + failure.getMessage())));
    }

    private void located(Command.Locate command, Change change, Version current) {
        Position position = current.sameContent(change.to())
                ? Position.TO
                : current.sameContent(change.from()) ? Position.FROM : Position.BETWEEN;
        signals.accept(new Signal.Located(command.step(), command.generation(), position, "is in " + current.title()));
    }

    private String run() {
        return start.run().value();
    }

    private CallContext look() {
        return CallContext.look(parts, parts.limits().call());
    }

    private CallContext attempt(Command.Reconcile command) {
        CallContext.Ask ask = new CallContext.Ask(command.weight(), command.memo(), command.gates());
        String id = CallContext.changeId(start.run(), command.step());
        return CallContext.attempt(parts, new CallContext.Step(run(), state().startedAt(), id, ask, facts::of));
    }

    private Change change(int step) {
        return state().step(step).change().orElseThrow();
    }

    private Instant until() {
        return state().deadline();
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
        return attempts[step];
    }
}
