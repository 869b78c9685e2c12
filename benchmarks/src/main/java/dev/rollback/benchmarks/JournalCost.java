package dev.rollback.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.rollback.journal.FileJournal;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import dev.rollback.target.Memo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a journal in a folder costs: an append beside a bare write and force of the same bytes, and what a resumed run needs, to be read and folded, beside a bare pass of
 * jackson-core over the tokens of the same file. Prints a table; {@code --quick} is for smoke.
 */
public final class JournalCost {

    private static final int STEPS = 10;
    private static final Instant BEGAN = Instant.parse("2026-11-20T12:00:00Z");

    /** The checksum in front of each line, which jackson does not read. */
    private static final int HEAD = 9;

    private final boolean quick;
    private final Path folder;

    private JournalCost(boolean quick, Path folder) {
        this.quick = quick;
        this.folder = folder;
    }

    /** Measures. */
    public static void main(String[] args) {
        try {
            Path folder = Files.createTempDirectory("journal-cost");
            try {
                new JournalCost(List.of(args).contains("--quick"), folder).print();
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void print() throws IOException {
        System.out.println(Jvm.describe());
        System.out.println("| what | reference, µs | library, µs | ratio (CPU) |");
        System.out.println("|---|---|---|---|");
        appends();
        resume();
    }

    private static void print(String what, Map<String, Rounds.Cost> medians) {
        Rounds.Cost bare = medians.get("bare");
        Rounds.Cost library = medians.get("library");
        if (bare == null || library == null) {
            throw new IllegalStateException("Nothing was measured of " + what + ".");
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %.2f (%.2f) |%n",
                what,
                bare.wall() / 1_000,
                library.wall() / 1_000,
                library.wall() / bare.wall(),
                library.cpu() / bare.cpu());
    }

    // append

    /** A turn of four events. */
    private static List<RunEvent> turn(int number) {
        List<RunEvent> events = new ArrayList<>();
        for (int step = 0; step < 4; step++) {
            events.add(advanced(step, number));
        }
        return events;
    }

    private static RunEvent advanced(int step, int number) {
        Instant at = BEGAN.plusMillis(number);
        return new RunEvent.StepAdvanced(
                at,
                step,
                number + " of 1000 tasks run on checkout-api:41, 4 pending",
                number % 1_000 / 1_000.0,
                Memo.of("deployment", "ecs-svc/1420520706191622364"),
                at.plusSeconds(10));
    }

    private void appends() throws IOException {
        RunId run = new RunId("append");
        try (FileJournal journal = FileJournal.in(folder);
                FileChannel bare =
                        FileChannel.open(folder.resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            journal.append(run, 0, List.of(begun(run)));
            long first = Files.size(folder.resolve("append.run"));
            journal.append(run, 1, turn(1));
            byte[] bytes = new byte[Math.toIntExact(Files.size(folder.resolve("append.run")) - first)];
            long[] kept = {5};
            print(
                    "append of 4 events, " + bytes.length + " bytes",
                    new Rounds(TimeUnit.MILLISECONDS.toNanos(quick ? 20 : 300))
                            .way("bare", () -> append(bare, bytes))
                            .way("library", () -> {
                                journal.append(run, kept[0], turn((int) kept[0]));
                                kept[0] += 4;
                            })
                            .measure(quick ? 1 : 15));
        }
    }

    private static void append(FileChannel file, byte[] bytes) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            for (long at = file.size(); rest.hasRemaining(); ) {
                at += file.write(rest, at);
            }
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // resume

    private void resume() throws IOException {
        int events = quick ? 2_000 : 100_000;
        RunId run = new RunId("resume");
        try (FileJournal journal = FileJournal.in(folder)) {
            List<RunEvent> all = new ArrayList<>(List.of(begun(run)));
            for (int i = 0; i < events; i++) {
                all.add(advanced(i % STEPS, i));
            }
            journal.append(run, 0, all);
            Path file = folder.resolve("resume.run");
            print(
                    String.format(Locale.ROOT, "%,d events read and folded", events),
                    new Rounds(TimeUnit.MILLISECONDS.toNanos(quick ? 20 : 500))
                            .way("bare", () -> tokens(file))
                            .way("library", () -> RunState.replay(journal.read(run)))
                            .measure(quick ? 1 : 9));
        }
    }

    private static void tokens(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            JsonFactory json = new JsonFactory();
            int from = 0;
            long tokens = 0;
            for (int at = 0; at < bytes.length; at++) {
                if (bytes[at] == '\n') {
                    tokens += tokens(json, bytes, from + HEAD, at);
                    from = at + 1;
                }
            }
            if (tokens == 0) {
                throw new IllegalStateException("The file has no tokens: what was measured means nothing.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long tokens(JsonFactory json, byte[] bytes, int from, int end) throws IOException {
        long tokens = 0;
        try (JsonParser parser = json.createParser(bytes, from, end - from)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    private static RunEvent begun(RunId run) {
        StepOutline.Timing timing = StepOutline.Timing.timeout(Duration.ofHours(10));
        List<StepOutline> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            steps.add(new StepOutline(
                    "step " + i,
                    StepKind.RUN,
                    StepOutline.Edges.none(),
                    "",
                    timing,
                    List.of(),
                    StepOutline.Course.atOnce()));
        }
        return new RunEvent.RunStarted(
                BEGAN, run, new Outline("waiting", "", FailurePolicy.HALT, Duration.ofHours(20), steps));
    }
}
