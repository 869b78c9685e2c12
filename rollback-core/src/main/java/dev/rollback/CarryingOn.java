package dev.rollback;

import dev.rollback.run.RunEvent;
import dev.rollback.run.RunState;
import java.time.Instant;
import java.util.List;

/** How a run goes on that its driver left. */
final class CarryingOn {

    /** How often what puts everything back has new time without having got further since. */
    private static final int TRIES = 10;

    private CarryingOn() {}

    /** The event that it goes on with. What puts everything back runs to its end, so it has its whole time again; not for ever where it gets no further. */
    static RunEvent.RunResumed event(List<RunEvent> past, Instant now) {
        RunState state = RunState.of((RunEvent.RunStarted) past.get(0));
        Instant last = past.get(past.size() - 1).at();
        Instant at = now.isAfter(last) ? now : last;
        boolean again = state.isPuttingBack() && triesInVain(past) < TRIES;
        return new RunEvent.RunResumed(at, again ? at.plus(state.outline().deadline()) : null);
    }

    private static int triesInVain(List<RunEvent> past) {
        int tries = 0;
        for (int i = past.size() - 1; i >= 0 && !isFurther(past.get(i)); i--) {
            tries += past.get(i) instanceof RunEvent.RunResumed ? 1 : 0;
        }
        return tries;
    }

    private static boolean isFurther(RunEvent event) {
        return !(event instanceof RunEvent.RunResumed) && !(event instanceof RunEvent.StepHindered);
    }
}
