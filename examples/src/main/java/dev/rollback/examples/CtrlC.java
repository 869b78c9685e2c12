package dev.rollback.examples;

import dev.rollback.RollbackException;
import dev.rollback.RollbackReport;
import dev.rollback.Run;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Cancels a run when the process is told to end, and leaves it a moment to say where the targets stand. Who presses Ctrl-C once more leaves at once.
 */
final class CtrlC implements AutoCloseable {

    private static final int MOMENT_SECONDS = 15;
    private static final int INTERRUPTED = 130;

    private final Run run;
    private final String goOn;
    private final Consumer<String> out;
    private final IntConsumer exit;
    private final AtomicInteger pressed = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ended, "ctrl-c");
    private final Interrupts interrupts;

    private CtrlC(Run run, String goOn, Consumer<String> out, IntConsumer exit) {
        this.run = run;
        this.goOn = goOn;
        this.out = out;
        this.exit = exit;
        this.interrupts = Interrupts.to(this::press);
    }

    /**
     * Takes what tells the process to end until it is closed.
     *
     * @param goOn how to go on with the run when it is left
     */
    static CtrlC cancels(Run run, String goOn, Consumer<String> out) {
        CtrlC ctrlC = new CtrlC(run, goOn, out, Runtime.getRuntime()::halt);
        Runtime.getRuntime().addShutdownHook(ctrlC.hook);
        return ctrlC;
    }

    /** As {@link #cancels}, ending the process by {@code exit}. */
    static CtrlC cancels(Run run, String goOn, Consumer<String> out, IntConsumer exit) {
        return new CtrlC(run, goOn, out, exit);
    }

    /** Whether each Ctrl-C is heard of, and not only that the process ends. */
    boolean hearsEach() {
        return interrupts.areTold();
    }

    /** Waits for the run's end, of its own or of this. */
    RollbackReport await() {
        return run.await();
    }

    /** Ctrl-C was pressed. */
    void press() {
        if (pressed.incrementAndGet() == 1) {
            new Thread(this::cancelOrLeave, "ctrl-c").start();
        } else {
            leave("Left at once.");
        }
    }

    private void cancelOrLeave() {
        if (!cancel()) {
            leave("Run " + run.id() + " did not end within " + MOMENT_SECONDS + " s.");
        }
    }

    private void leave(String why) {
        out.accept(why + " AWS goes on with what it was asked to do. " + goOn);
        exit.accept(INTERRUPTED);
    }

    /** The process is told to end by other means. */
    private void ended() {
        if (pressed.incrementAndGet() == 1) {
            cancel();
        }
    }

    /** Whether the run ended soon, or runs to its end whatever anybody asks. */
    private boolean cancel() {
        out.accept("");
        out.accept("CANCELLING: nothing new starts and nothing is undone. AWS goes on with what it was asked to do.");
        out.accept("Once more leaves at once.");
        boolean goesOn = !isCancelled();
        try {
            return over.await(MOMENT_SECONDS, TimeUnit.SECONDS) || goesOn;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What puts everything back is not stopped half way. */
    private boolean isCancelled() {
        try {
            run.cancel(Who.byMachine(), "Ctrl-C");
            return true;
        } catch (RollbackException e) {
            out.accept(e.getMessage());
            return false;
        }
    }

    /** The run is over, and what there was to say of it is said. */
    @Override
    public void close() {
        over.countDown();
        interrupts.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            over.countDown(); // the process ends already, and the hook waits no longer
        }
    }
}
