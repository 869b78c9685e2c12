package dev.rollback.journal;

import static dev.rollback.journal.OneStep.T;
import static dev.rollback.journal.OneStep.begin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryJournalTest {

    private static final RunId RUN = new RunId("r-1");

    private final InMemoryJournal journal = new InMemoryJournal();

    @Test
    void keeps_the_lines_of_the_format() {
        journal.append(RUN, 0, List.of(begin(RUN), started()));

        byte[] bytes = journal.bytes(RUN);

        assertThat(new String(bytes, UTF_8).lines())
                .hasSize(2)
                .last()
                .asString()
                .endsWith(
                        " {\"seq\":2,\"part\":\"2/2\",\"at\":\"2026-11-20T12:00:00.000Z\",\"event\":\"step-started\",\"step\":0,"
                                + "\"name\":\"api\",\"deadline\":\"2026-11-20T12:00:00.000Z\"}");
    }

    @Test
    void says_that_it_ends_with_the_process() {
        assertThat(journal.isDurable()).isFalse();
        assertThat(journal.describe()).isEqualTo("memory");
    }

    @Test
    void can_be_read_after_it_was_closed() {
        journal.append(RUN, 0, List.of(begin(RUN)));

        journal.close();

        assertThat(journal.read(RUN)).hasSize(1);
    }

    private static RunEvent started() {
        return new RunEvent.StepStarted(T, 0, T);
    }
}
