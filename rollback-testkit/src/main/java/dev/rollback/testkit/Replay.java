package dev.rollback.testkit;

import dev.rollback.run.ProofEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.SelectiveVisitor;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Follows a run in one world and lets it meet, step by step, what a recorded one met. Used by one thread. */
final class Replay extends SelectiveVisitor<Boolean> {
    private final FakeAws world;
    private final List<RecordedStep> steps;
    private final Map<Integer, Deed> deeds = new TreeMap<>();
    private final Map<Integer, Instant> started = new TreeMap<>();
    private final Map<List<Integer>, Instant> proofs = new LinkedHashMap<>();
    private final boolean[] progressed;
    private final int[] met;

    Replay(FakeAws world, List<RecordedStep> steps) {
        this.world = world;
        this.steps = steps;
        this.progressed = new boolean[steps.size()];
        this.met = new int[steps.size()];
        world.followedBy(event -> event.accept(this));
        world.faults().scripted(this::befalling);
    }

    /** What somebody does so long after a step has started. */
    record Deed(Duration after, Runnable what) {}

    void disturb(RecordedStep step, Duration after, Runnable what) {
        deeds.put(step.index, new Deed(after, what));
    }

    /** When a verification of a step began in this world. */
    Optional<Instant> began(RecordedStep step, int proof) {
        return Optional.ofNullable(proofs.get(List.of(step.index, proof)));
    }

    // faults

    private Optional<Fault> befalling(Call call) {
        return steps.stream()
                .filter(step -> met[step.index] < step.hindrances.size())
                .filter(step -> fits(step, step.hindrances.get(met[step.index]), call))
                .map(step -> Fault.of(step.hindrances.get(met[step.index]).kind()))
                .filter(fault -> fault.kind().befalls(call.operation(), call.isWrite()))
                .findFirst();
    }

    private boolean fits(RecordedStep step, RecordedStep.Hindrance hindrance, Call call) {
        Instant since = started.get(step.index);
        return since != null
                && hindrance.operation().equals(call.operation())
                && (progressed[step.index] || !hindrance.late())
                && !call.at().isBefore(since.plus(hindrance.after()))
                && concerns(step, call);
    }

    /** Of several targets of one kind that whose name the call bears. */
    private boolean concerns(RecordedStep step, Call call) {
        boolean alone =
                steps.stream().filter(other -> other.kind().equals(step.kind())).count() <= 1;
        return alone
                || step.change == null
                || Arrays.stream(step.change.target().name().split("[/:]", -1))
                        .allMatch(part -> call.subject().contains(part));
    }

    private boolean hindered(int step) {
        met[step]++;
        return true;
    }

    // the run

    @Override
    protected Boolean otherwise(RunEvent event) {
        return false;
    }

    @Override
    public Boolean stepStarted(RunEvent.StepStarted event) {
        started.put(event.step(), event.at());
        Deed deed = deeds.remove(event.step());
        if (deed != null) {
            world.after(deed.after(), others -> deed.what().run());
        }
        return true;
    }

    @Override
    public Boolean stepAdvanced(RunEvent.StepAdvanced event) {
        progressed[event.step()] = true;
        return true;
    }

    @Override
    public Boolean stepServing(RunEvent.StepServing event) {
        progressed[event.step()] = true;
        return true;
    }

    @Override
    public Boolean stepHindered(RunEvent.StepHindered event) {
        return hindered(event.step());
    }

    @Override
    public Boolean stepFailed(RunEvent.StepFailed event) {
        return hindered(event.step());
    }

    @Override
    public Boolean proofStarted(ProofEvent.ProofStarted event) {
        proofs.put(List.of(event.step(), event.proof()), event.at());
        return true;
    }
}
