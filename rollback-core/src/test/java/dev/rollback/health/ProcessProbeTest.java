package dev.rollback.health;

import static dev.rollback.health.ProcessProbe.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.target.Look;
import dev.rollback.target.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessProbeTest {

    private static final ProcessProbe CURL = process("curl", "-H", "Authorization: s3cr3t", "https://shop.example.com");

    @Test
    void exit_code_zero_is_healthy() {
        Health health = CURL.look(exiting(0, "fine"));

        assertThat(health).isEqualTo(Health.healthy("process curl: exit code 0"));
    }

    @Test
    void any_other_exit_code_is_unhealthy_and_shows_the_last_line() {
        assertThat(CURL.look(exiting(22, "trying\ncurl: (22) error 503\n\n")))
                .isEqualTo(Health.unhealthy(
                        "process curl: expected exit code 0, got 22; it printed \"curl: (22) error 503\""));
        assertThat(CURL.look(exiting(1, " \n")).evidence()).isEqualTo("process curl: expected exit code 0, got 1");
    }

    @Test
    void a_process_that_did_not_run_to_its_end_is_unknown() {
        Look look = ScriptedLook.process((command, timeout) -> {
            throw new IOException("curl did not end within 30 s");
        });

        assertThat(CURL.look(look))
                .isEqualTo(Health.unknown("process curl did not run to its end: curl did not end within 30 s"));
    }

    @Test
    void runs_the_words_as_they_are_for_half_a_minute_unless_said_otherwise() {
        List<String> ran = new ArrayList<>();
        Look look = ScriptedLook.process((command, timeout) -> {
            ran.add(String.join("|", command) + " " + timeout);
            return new Processes.Result(0, "");
        });

        process("pg_isready", "-h", "a b").look(look);
        process("pg_isready").timeout(Duration.ofSeconds(3)).look(look);

        assertThat(ran).containsExactly("pg_isready|-h|a b PT30S", "pg_isready PT3S");
    }

    @Test
    void describes_itself_without_its_arguments() {
        assertThat(CURL.describe()).isEqualTo("process curl");
        assertThat(CURL).hasToString("process curl");
    }

    @Test
    void a_program_has_to_be_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> process(" "))
                .withMessage("A process probe cannot run the program \" \", expected the name of a file:"
                        + " write for example process(\"curl\", \"-fsS\", url).");
    }

    @Test
    void a_time_out_has_to_be_above_zero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CURL.timeout(Duration.ZERO))
                .withMessage("A process probe cannot wait for PT0S, expected a time above zero: correct timeout(...).");
    }

    private static Look exiting(int code, String output) {
        return ScriptedLook.process((command, timeout) -> new Processes.Result(code, output));
    }
}
