package dev.rollback.testkit;

import dev.rollback.notify.Message;
import dev.rollback.notify.Notifier;
import dev.rollback.target.TargetException;
import java.time.Duration;

/** Cannot tell anybody anything, or only badly. */
final class BadNotifier implements Notifier {
    private static final Duration SLOW = Duration.ofSeconds(9);

    private final VirtualClock clock;
    private final Manner manner;

    BadNotifier(VirtualClock clock, Manner manner) {
        this.clock = clock;
        this.manner = manner;
    }

    /** In which way it is bad. */
    enum Manner {
        FAILS,
        IS_REFUSED,
        THROWS,
        HANGS,
        IS_SLOW
    }

    @Override
    public String describe() {
        return "bad notifier";
    }

    @Override
    public void send(Message message, Try attempt) {
        switch (manner) {
            case FAILS -> throw TargetException.of(TargetException.Kind.TRANSIENT, "nobody is there");
            case IS_REFUSED -> throw TargetException.invalid("nobody wants it");
            case THROWS -> throw new StackOverflowError("a notifier that cannot be told anything");
            case HANGS -> spend(Duration.ofDays(1));
            case IS_SLOW -> spend(SLOW);
        }
    }

    private void spend(Duration time) {
        VirtualClock.CallTime call = clock.call();
        if (call != null) {
            call.spend(time);
        }
    }
}
