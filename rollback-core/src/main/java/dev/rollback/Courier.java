package dev.rollback;

import dev.rollback.notify.Notifier;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One notifier of an engine. A few messages of different runs go out at once and no more, so that one that hangs takes no place from the calls of targets.
 * On the loop.
 */
final class Courier {

    private static final int AT_ONCE = 4;
    private static final int LONGEST_NAME = 120;

    private final Notifier notifier;
    private final NotifierOptions said;
    private final String name;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * A notifier as it was given.
     *
     * @param number which one of those that describe themselves like it, from 1
     */
    Courier(Notifier notifier, NotifierOptions said, int number) {
        this.notifier = notifier;
        this.said = said;
        this.name = described(notifier) + (number == 1 ? "" : " (" + number + ")");
    }

    static String described(Notifier notifier) {
        String line = notifier.describe().replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME);
    }

    Notifier notifier() {
        return notifier;
    }

    NotifierOptions said() {
        return said;
    }

    /** The same after a restart, if the notifiers are given in the same order. */
    String name() {
        return name;
    }

    /** Begins a call once there is room; it says {@link #ended()} when it is over. */
    void begin(Runnable call) {
        waiting.add(call);
        next();
    }

    void ended() {
        underWay--;
        next();
    }

    private void next() {
        while (underWay < AT_ONCE && !waiting.isEmpty()) {
            underWay++;
            waiting.remove().run();
        }
    }
}
