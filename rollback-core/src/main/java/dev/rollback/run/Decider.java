package dev.rollback.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Decides what a run does next. Pure: it knows no clock, no thread and no I/O, and given the same state, signals and time it decides the same.
 *
 * <p>A turn of a driver is: take what came in, decide, append the events, then carry out the commands and answer each with a {@link Signal}.
 * After a crash the state is {@link RunState#replay replayed}, moved by {@link RunEvent.RunResumed}, and the next turn issues again what was lost.
 */
public final class Decider {

    private Decider() {}

    /**
     * Takes one turn. The state is moved by the events returned.
     *
     * @param state the state of the run, moved in place
     * @param signals what came in since the last turn, in the order in which it came; an answer to an older command is passed over
     * @param now the time, taken in whole milliseconds; never before that of an earlier turn
     */
    public static Decision decide(RunState state, List<Signal> signals, Instant now) {
        Instant at = later(now.truncatedTo(ChronoUnit.MILLIS), state.startedAt());
        Turn turn = new Turn(state, at);
        SignalTaker taker = new SignalTaker(turn, state);
        for (Signal signal : signals) {
            signal.accept(taker);
        }
        return turn.take();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }
}
