package dev.rollback.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackReport;
import dev.rollback.Run;
import dev.rollback.run.RunId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CtrlCTest {

    private final List<String> said = new ArrayList<>();
    private final Cancelled run = new Cancelled();

    @Test
    void cancels_the_run_and_says_what_aws_goes_on_doing() {
        CtrlC ctrlC = CtrlC.cancels(run, said::add);
        ctrlC.close();

        ctrlC.cancel();

        assertThat(run.reasons).containsExactly("Ctrl-C");
        assertThat(said).anyMatch(line -> line.contains("AWS goes on with what it was asked to do"));
    }

    @Test
    void says_nothing_of_a_run_that_ends_by_itself() {
        CtrlC ctrlC = CtrlC.cancels(run, said::add);

        ctrlC.close();

        assertThat(run.reasons).isEmpty();
        assertThat(said).isEmpty();
    }

    /** A run that only remembers that it was cancelled. */
    private static final class Cancelled implements Run {
        private final List<String> reasons = new ArrayList<>();

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
        }

        @Override
        public RollbackReport await() {
            throw new UnsupportedOperationException("nobody waits");
        }
    }
}
