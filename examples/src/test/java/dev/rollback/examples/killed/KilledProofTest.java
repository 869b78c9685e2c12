package dev.rollback.examples.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.examples.killed.KillPoint.Kind;
import dev.rollback.examples.killed.Life.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The story with all five targets, whose process is killed with {@code kill -9} two hundred times and more. Each time another process carries on what the
 * journal in the folder holds. A run is killed several times, at ever later points, because to start a process is what takes the time.
 */
@Tag("proof")
class KilledProofTest {

    private static final int SIDE_BY_SIDE = 2;
    private static final int RUNS = 55;
    private static final int DEATHS = 200;

    private final AtomicInteger deaths = new AtomicInteger();

    @TempDir
    Path temporary;

    @Test
    void runs_whose_processes_are_killed_two_hundred_times_end_as_one_that_lived() throws Exception {
        Launcher launcher = Launcher.in(temporary);
        lived("first", launcher);
        Ended expected = lived("undisturbed", launcher);

        List<String> wrong = sideBySide(plan(expected.counts()), launcher, expected);

        System.out.println(deaths + " processes of " + RUNS + " runs killed, " + wrong.size() + " runs ended wrong");
        assertThat(String.join("\n\n", wrong)).isEmpty();
        assertThat(deaths.get()).isGreaterThanOrEqualTo(DEATHS);
    }

    /** How a run ended, by the journal and by what is true. */
    private record Ended(String outcome, SortedMap<String, Object> truth, Counts counts) {}

    /** Starts quickly only once there is an archive, which the first leaves. */
    private Ended lived(String name, Launcher launcher) throws IOException, InterruptedException {
        Stage stage = stage(name);
        Life.live(stage, Optional.empty(), launcher);
        assertThat(stage.folder().end()).isEqualTo("ROLLED_BACK");
        return new Ended(stage.folder().end(), stage.story().truth(), stage.counts());
    }

    private Stage stage(String name) throws IOException {
        JournalFolder folder = new JournalFolder(Files.createDirectories(temporary.resolve(name)));
        return new Stage(new KilledStory(), folder, new Counts());
    }

    private static List<KillPoint> points(Counts lived) {
        List<KillPoint> points = new ArrayList<>();
        points.addAll(KillPoint.spread(Kind.BEFORE_APPEND, 20, lived));
        points.addAll(KillPoint.spread(Kind.WITHIN_APPEND, 35, lived));
        points.addAll(KillPoint.spread(Kind.AFTER_APPEND, 25, lived));
        points.addAll(KillPoint.spread(Kind.TORN_APPEND, 35, lived));
        points.addAll(KillPoint.spread(Kind.BEFORE_WRITE, 20, lived));
        points.addAll(KillPoint.spread(Kind.AFTER_WRITE, 45, lived));
        points.addAll(KillPoint.spread(Kind.BEFORE_CALL, 10, lived));
        points.addAll(KillPoint.spread(Kind.AFTER_CALL, 10, lived));
        points.addAll(KillPoint.spread(Kind.AT_TIME, 20, lived));
        points.sort(Comparator.comparingInt(point -> lived.progressAt(point.kind(), point.number())));
        return points;
    }

    /** The points of each run, the early ones first. */
    private static List<List<KillPoint>> plan(Counts lived) {
        List<List<KillPoint>> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            runs.add(new ArrayList<>());
        }
        List<KillPoint> points = points(lived);
        for (int i = 0; i < points.size(); i++) {
            runs.get(i % RUNS).add(points.get(i));
        }
        return runs;
    }

    private List<String> sideBySide(List<List<KillPoint>> plan, Launcher launcher, Ended expected) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Future<Optional<String>>> runs = new ArrayList<>();
            for (List<KillPoint> points : plan) {
                String name = "run-" + runs.size();
                runs.add(threads.submit(() -> wrong(name, points, launcher, expected)));
            }
            List<String> wrong = new ArrayList<>();
            for (Future<Optional<String>> run : runs) {
                run.get().ifPresent(wrong::add);
            }
            return wrong;
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<String> wrong(String name, List<KillPoint> points, Launcher launcher, Ended expected)
            throws IOException, InterruptedException {
        Stage stage = stage(name);
        List<String> wrong = new ArrayList<>();
        try {
            boolean over = false;
            for (int i = 0; i < points.size() && !over; i++) {
                over = !killed(stage, points.get(i), launcher);
            }
            if (!over) {
                Life.live(stage, Optional.empty(), launcher);
            }
            compare(expected, stage, wrong);
        } catch (IOException | RuntimeException e) {
            wrong.add(e.toString());
        }
        JournalFolder folder = stage.folder();
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(name + ", killed at " + points + ":\n  " + String.join("\n  ", wrong) + "\n"
                        + folder.tail() + "\n" + folder.said());
    }

    private boolean killed(Stage stage, KillPoint point, Launcher launcher) throws IOException, InterruptedException {
        boolean killed = Life.live(stage, Optional.of(point), launcher).isEmpty();
        if (killed) {
            deaths.incrementAndGet();
        }
        stage.story().beAway();
        return killed;
    }

    private static void compare(Ended expected, Stage stage, List<String> wrong) {
        String outcome = stage.folder().end();
        if (!outcome.equals(expected.outcome())) {
            wrong.add("the run is " + outcome + ", expected " + expected.outcome());
        }
        SortedMap<String, Object> truth = stage.story().truth();
        expected.truth().forEach((what, wanted) -> {
            if (!wanted.equals(truth.get(what))) {
                wrong.add(what + " is " + truth.get(what) + ", expected " + wanted);
            }
        });
    }
}
