package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.testkit.Exploration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story holds whatever AWS does to it, and is the same story each time. */
@Tag("proof")
class QuickStartProofTest {

    @Test
    void keeps_the_invariants_under_a_thousand_seeds_and_under_every_fault_of_every_operation() {
        Exploration exploration = Traces.rehearsal().seeds(1_000);

        System.out.println(exploration);
        assertThat(exploration).keepsInvariants().coversAllFaults();
    }

    @Test
    void leaves_the_same_trace_for_the_same_seed_in_two_virtual_machines() throws Exception {
        String first = tracesFromAFreshVirtualMachine();
        String second = tracesFromAFreshVirtualMachine();

        assertThat(first).isEqualTo(second);
        assertThat(first.lines().count()).isGreaterThan(500);
        assertThat(first).contains("seed 7");
    }

    private static String tracesFromAFreshVirtualMachine() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Traces.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
