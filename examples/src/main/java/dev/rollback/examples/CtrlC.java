package dev.rollback.examples;

import dev.rollback.RollbackReport;
import dev.rollback.Run;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Cancels a run when the process is told to end, and leaves it a moment to say where the targets stand. */
final class CtrlC implements AutoCloseable {

    private static final int MOMENT_SECONDS = 15;

    private final Run run;
    private final Consumer<String> out;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::cancel, "ctrl-c");

    private CtrlC(Run run, Consumer<String> out) {
        this.run = run;
        this.out = out;
    }

    static CtrlC cancels(Run run, Consumer<String> out) {
        CtrlC ctrlC = new CtrlC(run, out);
        Runtime.getRuntime().addShutdownHook(ctrlC.hook);
        return ctrlC;
    }

    /** Waits for the run's end, of its own or of this. */
    RollbackReport await() {
        return run.await();
    }

    void cancel() {
        out.accept("");
        out.accept("CANCELLING: nothing new starts and nothing is undone. AWS goes on with what it was asked to do.");
        run.cancel(System.getProperty("user.name", "somebody"), "Ctrl-C");
        try {
            if (!over.await(MOMENT_SECONDS, TimeUnit.SECONDS)) {
                out.accept("Run " + run.id() + " did not end within " + MOMENT_SECONDS
                        + " s: look at the targets in the console, or run the same command with --preview.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run is over, and what there was to say of it is said. */
    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            over.countDown(); // the process ends already, and the hook waits no longer
        }
    }
}
