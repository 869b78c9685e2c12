package dev.rollback.journal;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PracticeTest {

    private static final Instant T = Instant.parse("2026-11-20T12:00:00.007Z");

    private static final String DRILL_1 = "{\"format\":1,\"practice\":\"drill\",\"plan\":\"checkout\","
            + "\"at\":\"2026-11-20T12:00:00.007Z\",\"run\":\"20261120-120000-0000002a\","
            + "\"where\":\"eu-west-1/222222222222\",\"took\":\"PT8M\",\"failure\":\"it ended \\\"PARTIAL\\\"\",\"steps\":["
            + "{\"step\":\"api\",\"kind\":\"ecs-service\",\"serving\":\"PT1M30S\",\"settled\":\"PT3M\"},"
            + "{\"step\":\"cdn\",\"serving\":\"PT2S\",\"settled\":\"PT2S\"}]}";
    private static final String REHEARSAL_1 =
            "{\"format\":1,\"practice\":\"rehearsal\",\"plan\":\"checkout\",\"at\":\"2026-11-20T12:00:00.007Z\","
                    + "\"rehearsals\":1400,\"broken\":2}";

    private static final Practice.Drilled DRILLED = new Practice.Drilled(
            new RunId("20261120-120000-0000002a"),
            "checkout",
            T,
            "eu-west-1/222222222222",
            ofMinutes(8),
            "it ended \"PARTIAL\"",
            List.of(
                    new Practice.Measured("api", "ecs-service", ofSeconds(90), ofMinutes(3)),
                    new Practice.Measured("cdn", "", ofSeconds(2), ofSeconds(2))));
    private static final Practice.Rehearsed REHEARSED = new Practice.Rehearsed("checkout", T, 1400, 2);

    @Test
    void format_1_is_written_and_stays_readable_for_ever() {
        assertThat(DRILLED.toJson()).isEqualTo(DRILL_1);
        assertThat(Practice.parse(DRILL_1)).isEqualTo(DRILLED);
        assertThat(REHEARSED.toJson()).isEqualTo(REHEARSAL_1);
        assertThat(Practice.parse(REHEARSAL_1)).isEqualTo(REHEARSED);
    }

    @Test
    void what_a_newer_version_added_is_passed_over() {
        String more = DRILL_1.replace("{", "{\"weather\":[{\"sun\":true}],").replace(",", " ,\n ");

        assertThat(Practice.parse(more)).isEqualTo(DRILLED);
    }

    @Test
    void many_are_read_from_a_line_each() {
        List<Practice> read = Practice.parseLines("\n" + DRILL_1 + "\r\n  \n" + REHEARSAL_1);

        assertThat(read).containsExactly(DRILLED, REHEARSED);
        assertThat(Practice.parseLines("")).isEmpty();
    }

    @Test
    void a_line_that_cannot_be_read_is_named() {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Practice.parseLines(DRILL_1 + "\n\n{"))
                .withMessageStartingWith(
                        "Nothing is known from the practice, line 3: leave it out, or practise the plan"
                                + " anew. The journal record at the practice, line 3 cannot be read: it is not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {DRILL_1, REHEARSAL_1})
    void a_newer_format_is_refused(String text) {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Practice.parse(text.replace("\"format\":1", "\"format\":2")))
                .withMessageContaining("The journal record at the practice has format 2, expected 1 to 1: read it with")
                .extracting(JournalException::kind)
                .isEqualTo(JournalException.Kind.NEWER);
    }

    @Test
    void practice_of_another_kind_is_that_of_a_newer_version() {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Practice.parse(DRILL_1.replace("\"drill\"", "\"parade\"")))
                .withMessageContaining("is of the kind \"parade\", which this version of the library does not know")
                .extracting(JournalException::kind)
                .isEqualTo(JournalException.Kind.NEWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"format\":1",
                "{\"format\":1}",
                "{\"format\":1,\"practice\":\"rehearsal\",\"plan\":\"p\",\"at\":\"yesterday\",\"rehearsals\":1,\"broken\":0}",
                "{\"format\":1,\"practice\":\"rehearsal\",\"plan\":\"p\",\"at\":\"2026-11-20T12:00:00Z\",\"rehearsals\":0,\"broken\":0}",
                "{\"format\":1,\"practice\":\"drill\",\"plan\":\"p\",\"at\":\"2026-11-20T12:00:00Z\",\"run\":\"../x\",\"took\":\"PT1S\"}",
                "{\"format\":1,\"practice\":\"drill\",\"plan\":\"p\",\"at\":\"2026-11-20T12:00:00Z\",\"run\":\"x\",\"took\":\"-PT1S\"}",
                "{\"format\":1,\"practice\":\"drill\",\"plan\":\"p\",\"at\":\"2026-11-20T12:00:00Z\",\"run\":\"x\",\"took\":\"PT1S\",\"steps\":[{}]}"
            })
    void what_is_no_practice_is_refused(String text) {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Practice.parse(text))
                .withMessageStartingWith(
                        "Nothing is known from the practice: leave it out, or practise the plan anew. The journal record")
                .extracting(JournalException::kind)
                .isEqualTo(JournalException.Kind.CORRUPT);
    }

    @Test
    void a_time_that_cannot_be_is_refused() {
        for (Duration wrong : List.of(ofSeconds(-1), ofDays(366))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Practice.Measured("api", "", Duration.ZERO, wrong))
                    .withMessage("step api took " + wrong + ": expected zero to 365 days.");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Practice.Drilled(new RunId("r-1"), "checkout", T, "", wrong, "", List.of()))
                    .withMessageStartingWith("run r-1 took " + wrong);
        }
    }

    @Test
    void rehearsals_that_cannot_be_counted_are_refused() {
        for (int broken : List.of(-1, 4)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Practice.Rehearsed("checkout", T, 3, broken))
                    .withMessage("Plan checkout was rehearsed 3 times, with a broken invariant in " + broken
                            + ": expected one rehearsal or more, and not more that are broken.");
        }
    }

    @Test
    void rehearsals_of_one_plan_are_counted_together_from_the_first_on() {
        Practice.Rehearsed crashes = new Practice.Rehearsed("checkout", T.minusSeconds(9), 600, 1);

        assertThat(REHEARSED.and(crashes))
                .isEqualTo(new Practice.Rehearsed("checkout", T.minusSeconds(9), 2000, 3))
                .isEqualTo(crashes.and(REHEARSED));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> REHEARSED.and(new Practice.Rehearsed("payments", T, 1, 0)))
                .withMessage("Rehearsals of plan checkout were to be counted with those of plan payments: keep a record"
                        + " of each plan.");
    }

    @Test
    void passed_is_what_has_no_failure_and_breaks_nothing() {
        assertThat(DRILLED.isPassed()).isFalse();
        assertThat(REHEARSED.isPassed()).isFalse();
        assertThat(Practice.parse(DRILL_1.replace("it ended \\\"PARTIAL\\\"", ""))
                        .isPassed())
                .isTrue();
        assertThat(new Practice.Rehearsed("checkout", T, 1, 0).isPassed()).isTrue();
    }

    @Test
    void a_step_is_found_by_its_name_and_the_kind_of_its_target() {
        assertThat(DRILLED.measured("api", "ecs-service"))
                .map(Practice.Measured::settled)
                .contains(ofMinutes(3));
        assertThat(DRILLED.measured("api", "lambda-alias")).isEmpty();
        assertThat(DRILLED.measured("cdn", "")).isPresent();
        assertThat(DRILLED.measured("site", "")).isEmpty();
    }

    @Test
    void a_file_that_holds_no_drill_is_passed_over(@TempDir Path folder) throws IOException {
        try (FileJournal journal = FileJournal.in(folder)) {
            Files.writeString(folder.resolve("r-1.drill"), REHEARSAL_1);
            Files.writeString(folder.resolve("r-2.drill"), "{");
            Files.writeString(folder.resolve("r-3.drill"), DRILL_1.replace("\"format\":1", "\"format\":9"));

            journal.keep(DRILLED);

            assertThat(journal.drills()).containsExactly(DRILLED);
            assertThat(folder.resolve(DRILLED.run() + ".drill")).content().isEqualTo(DRILL_1 + "\n");
        }
    }
}
