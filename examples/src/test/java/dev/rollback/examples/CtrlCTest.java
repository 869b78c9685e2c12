package dev.rollback.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rollback.RollbackException;
import dev.rollback.RollbackReport;
import dev.rollback.Run;
import dev.rollback.notify.Delivery;
import dev.rollback.run.RunId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CtrlCTest {

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> exits = Collections.synchronizedList(new ArrayList<>());
    private final Cancelled run = new Cancelled();

    @Test
    void cancels_the_run_and_says_what_aws_goes_on_doing() throws InterruptedException {
        CtrlC ctrlC = CtrlC.cancels(run, "Go on.", said::add, exits::add);

        ctrlC.press();

        assertThat(run.reasons.poll(10, TimeUnit.SECONDS)).isEqualTo("Ctrl-C");
        ctrlC.close();
        assertThat(exits).isEmpty();
        assertThat(said).anyMatch(line -> line.contains("AWS goes on with what it was asked to do"));
    }

    @Test
    void says_nothing_of_a_run_that_ends_by_itself() {
        CtrlC ctrlC = CtrlC.cancels(run, "Go on.", said::add);

        ctrlC.close();

        assertThat(run.reasons).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void the_second_one_leaves_at_once() throws InterruptedException {
        CtrlC ctrlC = CtrlC.cancels(run, "Go on.", said::add, exits::add);
        ctrlC.press();
        assertThat(run.reasons.poll(10, TimeUnit.SECONDS)).isEqualTo("Ctrl-C");

        ctrlC.press();

        assertThat(exits).containsExactly(130);
        assertThat(said)
                .anyMatch(line -> line.equals("Left at once. AWS goes on with what it was asked to do. Go on."));
        ctrlC.close();
    }

    @Test
    void what_puts_everything_back_is_not_left_and_says_why() throws InterruptedException {
        run.putsBack = true;
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        CtrlC ctrlC = CtrlC.cancels(run, "Go on.", heard::add, exits::add);

        ctrlC.press();

        String last = "";
        while (!last.equals("It puts everything back.")) {
            last = Objects.requireNonNull(heard.poll(10, TimeUnit.SECONDS), "nothing is said of it");
        }
        ctrlC.close();
        assertThat(exits).isEmpty();
    }

    @Test
    void the_jvm_tells_of_each() throws InterruptedException {
        assumeThat(System.getProperty("os.name")).doesNotContain("Windows");
        try (CtrlC ctrlC = CtrlC.cancels(run, "Go on.", said::add, exits::add)) {
            assumeThat(ctrlC.hearsEach()).isTrue();

            raise();

            assertThat(run.reasons.poll(10, TimeUnit.SECONDS)).isEqualTo("Ctrl-C");
        }
    }

    private static void raise() {
        try {
            new ProcessBuilder("kill", "-INT", "" + ProcessHandle.current().pid())
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As of a run that is not stopped half way. */
    private static final class PutsBack extends RollbackException {
        private static final long serialVersionUID = 1L;

        PutsBack() {
            super("It puts everything back.");
        }
    }

    /** A run that only remembers that it was cancelled. */
    private static final class Cancelled implements Run {
        private final BlockingQueue<String> reasons = new LinkedBlockingQueue<>();
        private volatile boolean putsBack;

        @Override
        public RunId id() {
            return new RunId("20260302-090000-0001");
        }

        @Override
        public RollbackReport status() {
            throw new UnsupportedOperationException("nobody asks");
        }

        @Override
        public boolean isEnded() {
            return !reasons.isEmpty();
        }

        @Override
        public void cancel(String who, String why) {
            reasons.add(why);
            if (putsBack) {
                throw new PutsBack();
            }
        }

        @Override
        public void approve(String who) {
            throw new UnsupportedOperationException("nobody approves");
        }

        @Override
        public void approve(String step, String who, String why) {
            throw new UnsupportedOperationException("nobody approves");
        }

        @Override
        public void deny(String step, String who, String why) {
            throw new UnsupportedOperationException("nobody denies");
        }

        @Override
        public void breakGlass(String who, String why) {
            throw new UnsupportedOperationException("nobody breaks the glass");
        }

        @Override
        public void override(String step, String who, String why) {
            throw new UnsupportedOperationException("nobody overrides");
        }

        @Override
        public List<Delivery> messages() {
            throw new UnsupportedOperationException("nobody is told");
        }

        @Override
        public RollbackReport await() {
            throw new UnsupportedOperationException("nobody waits");
        }
    }
}
