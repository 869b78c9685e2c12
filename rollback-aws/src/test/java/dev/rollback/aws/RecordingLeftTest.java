package dev.rollback.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.run.RunEvent;
import dev.rollback.testkit.Recording;
import dev.rollback.testkit.Rehearsal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording leaves out, and refuses. */
class RecordingLeftTest {

    private final RecordedCheckout checkout;

    RecordingLeftTest(@TempDir Path folder) {
        checkout = new RecordedCheckout(folder);
    }

    @Test
    void a_replay_can_be_explored() {
        Recording recording = checkout.recorded(world -> {});

        assertThat(recording.rehearsal(RecordedCheckout::plan).seeds(5).broken())
                .isEmpty();
    }

    @Test
    void what_the_journal_does_not_tell_is_said() {
        Recording recording = checkout.recorded(world -> {});

        assertThat(recording.left())
                .anyMatch(line -> line.contains(
                        "s3-bucket:eu-central-1/210987654321/shop-frontend: what its keys are called and hold is"
                                + " not in the journal: 3 keys, of which 2 are brought back, and 1 that are removed."))
                .anyMatch(line -> line.contains("what version 1 holds is not known"))
                .anyMatch(line -> line.startsWith("flags took PT"));
    }

    @Test
    void a_world_elsewhere_is_refused() {
        Recording recording = checkout.recorded(world -> {});
        Rehearsal elsewhere = Rehearsal.of(recording::scene, RecordedCheckout::plan);

        assertThatThrownBy(elsewhere::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A recording was replayed in a world that is eu-west-1/123456789012: expected"
                        + " [eu-central-1/210987654321], where the targets of the run are. Add"
                        + " world(recording::world) to the rehearsal, or take recording.rehearsal(plan).");
    }

    @Test
    void events_that_do_not_begin_with_a_start_are_refused() {
        checkout.recorded(world -> {});
        List<RunEvent> tail = checkout.events().subList(1, 3);

        assertThatThrownBy(() -> Recording.of(tail))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "expected all events of one run, its start first. Read them with Journal.read(run).");
    }
}
