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
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The story holds whatever AWS does to it, and is the same story each time. */
@Tag("proof")
class QuickStartProofTest {

    /** The variable that names the java of another version. */
    private static final String OTHER_JAVA = "ROLLBACK_OTHER_JAVA";

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void keeps_the_invariants_under_a_thousand_seeds_and_under_every_fault_of_every_operation() {
        Exploration exploration = Traces.rehearsal().seeds(1_000);

        System.out.println(exploration);
        assertThat(exploration).keepsInvariants().coversAllFaults();
    }

    @Test
    void keeps_the_invariants_when_any_call_fails_in_any_way() {
        assertKept(Traces.rehearsal().everyFault());
    }

    @Test
    void keeps_the_invariants_under_two_disturbances_at_once() {
        Exploration pairs = Traces.rehearsal().pairs();

        System.out.println(pairs);
        assertThat(pairs).keepsInvariants();
    }

    @Test
    void keeps_the_invariants_when_somebody_else_acts_at_any_call() {
        assertKept(Traces.rehearsal().interference());
    }

    private static void assertKept(Exploration exploration) {
        System.out.println(exploration);
        assertThat(exploration).keepsInvariants().isComplete();
    }

    @Test
    void leaves_the_same_trace_for_the_same_seed_in_two_virtual_machines() throws Exception {
        String first = tracesFrom(JAVA);
        String second = tracesFrom(JAVA);

        assertThat(first).isEqualTo(second);
        assertThat(first.lines().count()).isGreaterThan(500);
        assertThat(first).contains("seed 7");
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = OTHER_JAVA,
            matches = ".+",
            disabledReason = "names the java of another version to compare with")
    void leaves_the_same_trace_for_the_same_seed_on_another_version_of_java() throws Exception {
        String other = System.getenv(OTHER_JAVA);

        assertThat(tracesFrom(other)).isEqualTo(tracesFrom(JAVA));
        assertThat(version(other)).isNotEqualTo(version(JAVA));
    }

    private static String version(String java) throws IOException, InterruptedException {
        return output(List.of(java, "--version"));
    }

    private static String tracesFrom(String java) throws IOException, InterruptedException {
        return output(List.of(
                java,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                Traces.class.getName()));
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
