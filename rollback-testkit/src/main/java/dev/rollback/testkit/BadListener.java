package dev.rollback.testkit;

import dev.rollback.RunListener;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.time.Duration;

/** Cannot be told anything: throws at the first event, or never comes back from it. */
final class BadListener implements RunListener {
    private final VirtualClock clock;
    private final Manner manner;
    private boolean told;

    BadListener(VirtualClock clock, Manner manner) {
        this.clock = clock;
        this.manner = manner;
    }

    /** In which way it is bad. */
    enum Manner {
        THROWS,
        HANGS
    }

    @Override
    public void happened(RunId run, Outline outline, RunEvent event) {
        if (told) {
            return;
        }
        told = true;
        VirtualClock.CallTime call = clock.call();
        switch (manner) {
            case HANGS -> {
                if (call != null) {
                    call.spend(Duration.ofDays(1));
                }
            }
            case THROWS -> throw new IllegalStateException("a listener that cannot be told anything");
        }
    }
}
