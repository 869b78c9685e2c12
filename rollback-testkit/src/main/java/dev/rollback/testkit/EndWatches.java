package dev.rollback.testkit;

import dev.rollback.RollbackReport;
import dev.rollback.StepReport;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.target.Change;
import dev.rollback.target.Position;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds when a rehearsal is over. */
final class EndWatches {
    /** A call that is under way when the time is over is awaited, and then where the targets stand is looked up. */
    private static final Duration LAST_LOOKS = Duration.ofMinutes(5);

    /** A run that puts back has at least two hours, and the half of its longest step on top. */
    private static final Duration RESTORING = Duration.ofHours(2);

    private static final Pattern UNEXPECTED = Pattern.compile("failed\\s+unexpectedly:\\s+([^\"\\n]*)");

    private EndWatches() {}

    private static Invariant.Watch atEnd(Function<Rehearsed, Optional<String>> check) {
        return new Invariant.Watch() {
            @Override
            public Optional<String> atEnd(Rehearsed rehearsed) {
                return check.apply(rehearsed);
            }
        };
    }

    static Invariant.Watch successServes(Stage stage) {
        return atEnd(EndWatches::successServes);
    }

    private static Optional<String> successServes(Rehearsed rehearsed) {
        RollbackReport report = rehearsed.report();
        return report.outcome().isSuccess()
                ? firstWrong(report, step -> wrongSuccess(rehearsed, step))
                : Optional.empty();
    }

    private static Optional<String> firstWrong(RollbackReport report, Function<StepReport, Optional<String>> check) {
        return report.steps().stream()
                .filter(step -> step.change().isPresent())
                .flatMap(step -> check.apply(step).stream())
                .findFirst();
    }

    private static Optional<String> wrongSuccess(Rehearsed rehearsed, StepReport step) {
        Change change = step.change().orElseThrow();
        Version wanted = step.serving().orElse(change.to());
        Truth truth = new Truth(rehearsed.world());
        if (!wanted.sameContent(change.to())
                && !wanted.id().equals(change.to().id())
                && !isOurCopy(rehearsed, step.name(), wanted)) {
            return Optional.of(step.name() + " is reported as done, and " + change.target() + " serves "
                    + wanted.title() + " instead of " + change.to().title() + ".");
        }
        if (!truth.serves(change.target(), wanted).orElse(true)) {
            return Optional.of(step.name() + " is reported as done, and " + change.target() + " serves "
                    + truth.traffic(change.target()).orElse(Map.of()) + " instead of " + wanted.title() + ".");
        }
        return change.isEmpty() || isOurs(rehearsed, change) || isAdopted(rehearsed, step.name())
                ? Optional.empty()
                : Optional.of(step.name() + " is reported as done, and no call of this run changed " + change.target()
                        + ", nor does the report say that somebody else's change was adopted.");
    }

    /** What this run registered as a copy of the wanted version, and told of, is that version, also where it could not be read again. */
    private static boolean isOurCopy(Rehearsed rehearsed, String step, Version serving) {
        return !rehearsed.calls().of("ecs:RegisterTaskDefinition").isEmpty()
                && rehearsed.report().timeline().stream()
                        .anyMatch(entry ->
                                entry.step().equals(step) && entry.text().contains("again as " + Truth.name(serving)));
    }

    private static boolean isOurs(Rehearsed rehearsed, Change change) {
        Truth truth = new Truth(rehearsed.world());
        return truth.traffic(change.target()).isEmpty()
                || rehearsed.calls().writes().list().stream()
                        .anyMatch(call -> truth.isNamedIn(call.names(), change.target()));
    }

    private static boolean isAdopted(Rehearsed rehearsed, String step) {
        return rehearsed.report().step(step).toString().contains("adopted")
                || rehearsed.report().timeline().stream()
                        .anyMatch(entry ->
                                entry.step().equals(step) && entry.text().contains("adopted"));
    }

    static Invariant.Watch eachTargetNamed(Stage stage) {
        return atEnd(rehearsed -> firstWrong(rehearsed.report(), step -> wrongPosition(rehearsed, step)));
    }

    private static Optional<String> wrongPosition(Rehearsed rehearsed, StepReport step) {
        Change change = step.change().orElseThrow();
        Optional<Position> position = step.position();
        if (position.isEmpty()) {
            return Optional.of("The report does not say where " + step.name() + " stands.");
        }
        Version wanted = step.serving().orElse(change.to());
        boolean atTo =
                new Truth(rehearsed.world()).serves(change.target(), wanted).orElse(position.get() == Position.TO);
        return switch (position.get()) {
            case TO ->
                wrongIf(
                        !atTo && !servesCopy(rehearsed, step),
                        step,
                        "does not serve " + wanted.title() + ", though it is reported at it.");
            case FROM ->
                wrongIf(
                        atTo && !change.isEmpty() && !isLastReadStale(rehearsed, change.target()),
                        step,
                        "serves " + wanted.title() + ", though it is reported to stand where it was.");
            case BETWEEN, UNKNOWN ->
                wrongIf(
                        !rehearsed.report().toText(200).contains(step.name()),
                        step,
                        "stands between, and the report does not name it.");
        };
    }

    /** What was answered as it had been before, at the very last look, nobody can know. The calls of a look have one time. */
    private static boolean isLastReadStale(Rehearsed rehearsed, TargetId target) {
        Truth truth = new Truth(rehearsed.world());
        List<Call> reads = rehearsed.calls().reads().list().stream()
                .filter(call -> truth.isNamedIn(call.names(), target))
                .toList();
        return reads.stream()
                .filter(call -> call.at().equals(reads.get(reads.size() - 1).at()))
                .anyMatch(call ->
                        call.fault().filter(FaultKind.STALE_READ::equals).isPresent());
    }

    /** A wanted version that had to be copied serves under a name of its own; then the report has to name the copy. */
    private static boolean servesCopy(Rehearsed rehearsed, StepReport step) {
        Change change = step.change().orElseThrow();
        Truth truth = new Truth(rehearsed.world());
        return truth.only(change.target())
                .filter(name -> !name.equals(Truth.name(change.from())))
                .filter(name -> rehearsed.report().timeline().stream()
                        .anyMatch(entry ->
                                entry.step().equals(step.name()) && entry.text().contains(name)))
                .isPresent();
    }

    private static Optional<String> wrongIf(boolean wrong, StepReport step, String what) {
        return wrong ? Optional.of(step.name() + " " + what) : Optional.empty();
    }

    static Invariant.Watch endsInTime(Stage stage) {
        return atEnd(EndWatches::endsInTime);
    }

    private static Optional<String> endsInTime(Rehearsed rehearsed) {
        List<RunEvent> events = rehearsed.events();
        if (!(events.get(events.size() - 1) instanceof RunEvent.RunEnded ended)) {
            return Optional.of("The journal does not end with the end of the run.");
        }
        RunEvent.RunStarted started = (RunEvent.RunStarted) events.get(0);
        Duration within = started.outline().deadline();
        boolean restores = events.stream().anyMatch(RunEvent.RestoreDue.class::isInstance);
        // What puts everything back has a time of its own.
        Instant deadline = started.at().plus(restores ? within.multipliedBy(2).plus(RESTORING) : within);
        return ended.at().isAfter(deadline.plus(LAST_LOOKS).plus(skipped(rehearsed)))
                ? Optional.of("It ended at " + ended.at() + ", its deadline was " + deadline + ".")
                : Optional.empty();
    }

    /** How far the engine's clock was set forward: what it had in hand then may come to its end only after the deadline. */
    private static Duration skipped(Rehearsed rehearsed) {
        return rehearsed.calls().list().stream()
                .flatMap(call -> call.fault().map(FaultKind::setsClock).stream())
                .filter(set -> !set.isNegative())
                .reduce(Duration.ZERO, Duration::plus);
    }

    static Invariant.Watch restoresAll(Stage stage) {
        return atEnd(EndWatches::restoresAll);
    }

    private static Optional<String> restoresAll(Rehearsed rehearsed) {
        boolean nothingMoved = rehearsed.report().outcome() == Outcome.FAILED;
        return rehearsed.events().stream()
                .filter(RunEvent.RestoreDue.class::isInstance)
                .filter(due -> !nothingMoved)
                .flatMap(due -> notRestored(rehearsed.eventsOf(((RunEvent.RestoreDue) due).run())).stream())
                .findFirst();
    }

    /** Whatever fails on the way, each change is tried to be taken back, and the run that does so ends. */
    private static Optional<String> notRestored(List<RunEvent> back) {
        if (back.isEmpty() || !(back.get(back.size() - 1) instanceof RunEvent.RunEnded)) {
            return Optional.of("What puts everything back has not come to its end: " + back.size() + " events.");
        }
        List<Integer> tried = back.stream()
                .filter(RunEvent.StepStarted.class::isInstance)
                .map(started -> ((RunEvent.StepStarted) started).step())
                .toList();
        return back.stream()
                .filter(RunEvent.ChangePlanned.class::isInstance)
                .map(RunEvent.ChangePlanned.class::cast)
                .filter(planned -> !tried.contains(planned.step()))
                .map(planned -> "Nobody tried to put " + planned.change().target() + " back.")
                .findFirst();
    }

    static Invariant.Watch noSecrets(Stage stage) {
        return atEnd(EndWatches::noSecrets);
    }

    private static Optional<String> noSecrets(Rehearsed rehearsed) {
        List<String> canaries = rehearsed.world().canaries();
        if (canaries.isEmpty()) {
            return Optional.empty();
        }
        for (Map.Entry<String, String> place : shown(rehearsed).entrySet()) {
            if (canaries.stream().anyMatch(place.getValue()::contains)) {
                return Optional.of("A canary shows in the " + place.getKey() + ".");
            }
        }
        return Optional.empty();
    }

    /** Those of all runs: of the one that was asked for, and of one that puts it back. */
    private static String journals(Rehearsed rehearsed) {
        WatchedJournal journal = rehearsed.kept().journal();
        return journal.runs().stream()
                .map(run -> new String(journal.bytes(run), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    /** They stand in the ledger of the run as a whole, after those of its steps. */
    private static String messages(Rehearsed rehearsed) {
        WatchedJournal journal = rehearsed.kept().journal();
        return journal.runs().stream()
                .flatMap(run -> journal.ledger(
                                run,
                                journal.read(run).get(0) instanceof RunEvent.RunStarted started
                                        ? started.outline().steps().size()
                                        : 0)
                        .lines())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> shown(Rehearsed rehearsed) {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("journal", journals(rehearsed));
        places.put("record of messages", messages(rehearsed));
        places.put("preview", rehearsed.preview().toText(200));
        places.put("report", rehearsed.report().toText(200));
        places.put("report's JSON", rehearsed.report().toJson());
        places.put("trace", rehearsed.trace().toString());
        return places;
    }

    /** What the engine writes when a call throws what no target may throw. */
    static Invariant.Watch nothingUnexpected(Stage stage) {
        return atEnd(rehearsed -> Stream.of(rehearsed.preview().toText(200), journals(rehearsed))
                .filter(text -> text.contains("unexpectedly:")) // far faster than the pattern, and hardly ever there
                .map(UNEXPECTED::matcher)
                .filter(Matcher::find)
                .map(found -> "A call failed unexpectedly: " + found.group(1))
                .findFirst());
    }

    static Invariant.Watch sceneComplete(Stage stage) {
        return atEnd(rehearsed -> rehearsed.world().missing().stream().findFirst());
    }
}
