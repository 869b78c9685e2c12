package dev.rollback.journal;

import static dev.rollback.journal.OneStep.begin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What the operating system refuses to a real process: room, a folder, a file. The process may write files of a few KB only, or, where the tests run as root, has the rights of a user that is
 * called root and no more.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "limits and rights of POSIX systems")
class FileJournalRefusedTest extends JournalFolder {

    private static final RunId RUN = new RunId("r-1");
    private static final RunEvent NEXT = new RunEvent.StepStarted(OneStep.T, 0, OneStep.T);
    private static final String REMEDY =
            ". See that there is room and that this user may write there, or use another folder; what it holds already stays as it is.";

    /** A user's rights, also for root. */
    private static final List<String> PLAIN_USER = "root".equals(System.getProperty("user.name"))
            ? List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all")
            : List.of();

    /** No file may get larger than 8 blocks. */
    private static final List<String> LITTLE_ROOM = List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh");

    /** What a process says that writes until it is refused. */
    private String refused(List<String> under) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(under);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FileJournalWriter.class.getName(),
                folder.toString()));
        Process writer = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }

    private void rights(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    private static int held(String said) {
        Matcher matcher = Pattern.compile("UNAVAILABLE after (\\d+): .*").matcher(said);
        assertThat(said).matches(matcher.pattern());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    @Test
    void disk_full() throws Exception {
        String said = refused(LITTLE_ROOM);

        int held = held(said);
        assertThat(held).isBetween(2, 200);
        assertThat(said)
                .contains("The journal in " + folder.resolve("r-1.run") + " cannot be written: ")
                .endsWith(REMEDY);
        assertThat(journal.read(RUN)).hasSize(held);
        journal.append(RUN, held, List.of(NEXT));
        assertThat(journal.read(RUN)).hasSize(held + 1);
    }

    @Test
    void read_only_directory() throws Exception {
        journal.append(RUN, 0, List.of(begin(RUN)));
        journal.close();
        rights(folder, "r-xr-xr-x");

        String said = refused(PLAIN_USER);

        rights(folder, "rwxr-xr-x");
        assertThat(said)
                .isEqualTo("UNAVAILABLE after 0: The journal in " + folder + " cannot be written: " + folder
                        + ": the folder is read-only for this user" + REMEDY);
        assertThat(journal.read(RUN)).containsExactly(begin(RUN));
    }

    @Test
    void permission_denied() throws Exception {
        journal.append(RUN, 0, List.of(begin(RUN)));
        journal.close();
        Path file = folder.resolve("r-1.run");
        rights(file, "r--r--r--");

        String said = refused(PLAIN_USER);

        rights(file, "rw-r--r--");
        assertThat(said)
                .isEqualTo("UNAVAILABLE after 1: The journal in " + file + " cannot be written: AccessDeniedException, "
                        + file + REMEDY);
        assertThat(journal.read(RUN)).containsExactly(begin(RUN));
        journal.append(RUN, 1, List.of(NEXT));
        assertThat(journal.read(RUN)).hasSize(2);
    }

    @Test
    void permission_denied_to_read_one_run_keeps_no_other_from_being_written() throws Exception {
        RunId other = new RunId("r-0");
        journal.append(other, 0, List.of(begin(other)));
        journal.close();
        rights(folder.resolve("r-0.run"), "---------");

        List<String> both = new ArrayList<>(PLAIN_USER);
        both.addAll(LITTLE_ROOM);
        String said = refused(both);

        rights(folder.resolve("r-0.run"), "rw-r--r--");
        assertThat(journal.read(RUN)).hasSize(held(said));
        assertThat(journal.read(other)).containsExactly(begin(other));
    }
}
