package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a seed means does not depend on the JVM. */
class AnotherJvmTest {
    private static final int SEEDS = 20;

    /** Tells the traces and journals of some seeds on its standard output. */
    public static void main(String[] ignored) {
        byte[] told = tell().getBytes(StandardCharsets.UTF_8);
        System.out.write(told, 0, told.length);
        System.out.flush();
    }

    private static String tell() {
        Rehearsal rehearsal = Indexer.rehearsal(Indexer.Bug.NONE);
        StringBuilder text = new StringBuilder();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Rehearsed rehearsed = rehearsal.seed(seed);
            text.append(rehearsed).append(new String(rehearsed.journal(), StandardCharsets.UTF_8));
        }
        return text.append(rehearsal.seeds(SEEDS)).toString();
    }

    @Test
    void the_same_seeds_give_the_same_bytes_in_another_jvm() throws Exception {
        Process other = start();

        String there = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = other.waitFor(1, TimeUnit.MINUTES);

        assertThat(ended).isTrue();
        assertThat(there).isEqualTo(tell());
    }

    private static Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String path = System.getProperty("java.class.path");
        return new ProcessBuilder(List.of(java, "-cp", path, AnotherJvmTest.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
