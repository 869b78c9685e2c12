package dev.rollback.benchmarks;

import dev.rollback.run.Command;
import dev.rollback.run.Decider;
import dev.rollback.run.Decision;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.Signal;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The heart of one run in virtual time, on this thread, with steps that all wait; looks fall due spread over some seconds. */
final class HeartWaits {

    private static final int SPREAD_MILLIS = 5_000;

    private final RunState state;
    private final Progress[] answers;
    private List<Signal> signals = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    HeartWaits(int count) {
        StepOutline.Timing timing = StepOutline.Timing.timeout(Duration.ofHours(10));
        List<StepOutline> steps = IntStream.range(0, count)
                .mapToObj(i -> new StepOutline(
                        "step " + i,
                        StepKind.RUN,
                        StepOutline.Edges.none(),
                        "",
                        timing,
                        List.of(),
                        StepOutline.Course.atOnce()))
                .toList();
        Outline outline = new Outline("waiting", "", FailurePolicy.HALT, Duration.ofHours(20), steps);
        this.state = RunState.of(new RunEvent.RunStarted(now, new RunId("19700101-000000-0000"), outline));
        this.answers = IntStream.range(0, SPREAD_MILLIS)
                .mapToObj(i -> Progress.pending("waits", 0, Memo.empty(), Duration.ofMillis(SPREAD_MILLIS + i)))
                .toArray(Progress[]::new);
    }

    /** Goes on until at least so many more looks were made; says how many. */
    long look(long atLeast) {
        long looks = 0;
        while (looks < atLeast) {
            looks += turn();
        }
        return looks;
    }

    private int turn() {
        Decision decision = Decider.decide(state, signals, now);
        signals = new ArrayList<>();
        for (Command command : decision.commands()) {
            signals.add(
                    new Signal.Answered(command.step(), command.generation(), answers[command.step() % SPREAD_MILLIS]));
        }
        if (signals.isEmpty() && decision.wake() != null) {
            now = decision.wake();
        }
        return signals.size();
    }

    /** The state that is measured, so that it outlives the measurement. */
    RunState state() {
        return state;
    }
}
