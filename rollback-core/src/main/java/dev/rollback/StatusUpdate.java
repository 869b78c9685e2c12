package dev.rollback;

import dev.rollback.run.Outcome;
import dev.rollback.run.RunState;
import dev.rollback.run.StepState;
import dev.rollback.run.Verdict;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people outside are told: plain words, times in UTC, no names of what is inside, nothing that is not known. */
final class StatusUpdate {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final RunState state;
    private final String name;
    private final boolean back;

    /** Of a run that rolls back, or takes back, what people outside know by that name. */
    StatusUpdate(RunState state, String name) {
        this.state = state;
        this.name = name;
        this.back = state.outline().undoes().isPresent();
    }

    /** The steps that bring a target elsewhere. */
    static List<StepState> moved(RunState state) {
        return state.steps().stream()
                .filter(step ->
                        step.change().filter(change -> !change.isEmpty()).isPresent())
                .toList();
    }

    String started(Instant at, @Nullable Instant next) {
        String done = back
                ? "We are taking the last change to " + name + " back."
                : "There is a problem with " + name + ". We are bringing back the version that worked before.";
        return at(at, done + more(next));
    }

    private static String more(@Nullable Instant next) {
        return next == null ? "" : " We will tell more by " + CLOCK.format(next) + ".";
    }

    String approvalNeeded(Instant at) {
        return at(
                at,
                (back ? "" : "There is a problem with " + name + ". ")
                        + "What we want to do about it is ready and is being checked before it is carried out.");
    }

    String progress(Instant at, @Nullable Instant next) {
        List<StepState> moved = moved(state);
        long done = moved.stream().filter(StepState::serves).count();
        String parts = moved.size() < 2 ? "" : " " + done + " of " + moved.size() + " parts are done.";
        String what = back ? "The last change to " + name + " is being taken back." : name + " is being brought back.";
        return at(at, what + parts + more(next));
    }

    String allServe(Instant at) {
        return at(at, isBack() + " We are watching whether all is well.");
    }

    private String isBack() {
        return back
                ? "The last change to " + name + " is taken back."
                : name + " is back at the version that worked before.";
    }

    String putsBack(Instant at) {
        return at(
                at,
                "What we tried for " + name
                        + " did not work out, so we are taking it back. We are looking for another way.");
    }

    String done(Instant at, Outcome outcome) {
        return outcome == Outcome.NOTHING_TO_DO
                ? at(at, name + " is at the version that worked before already. We are looking further.")
                : allServe(at);
    }

    String failed(Instant at) {
        return at(
                at,
                back
                        ? "The last change to " + name + " could not be taken back. We are working on it."
                        : "What we tried has not ended the problem with " + name + ". We are working on it.");
    }

    String allClear(Instant at) {
        String since = moved(state).stream()
                .flatMap(step -> step.served().or(step::over).stream())
                .max(Comparator.naturalOrder())
                .map(served -> " since " + CLOCK.format(served))
                .orElse("");
        return at(at, name + " works again. The version that worked before is back" + since + ".");
    }

    private static String at(Instant at, String text) {
        return CLOCK.format(at) + ": " + text;
    }

    /** How a run ended, for the title of a message to those who work on it. */
    static String title(RollbackReport report, String what) {
        return switch (report.outcome()) {
            case ROLLED_BACK ->
                report.verdict() == Verdict.NOT_HELPED ? "rolled back, and it DID NOT HELP" : "rolled back";
            case NOTHING_TO_DO ->
                report.verdict() == Verdict.NOT_HELPED
                        ? "nothing was to be done, and users are NOT WELL"
                        : "nothing was to be done";
            case REFUSED -> what + " REFUSED, nothing was written";
            case FAILED -> what + " FAILED, every target stands where it stood";
            case RESTORED ->
                report.takesBack()
                        .map(run -> "run " + run + " is taken back")
                        .orElse(what + " FAILED, everything was put back as it was found");
            case PARTIAL -> what + " ended PARTIAL, not all targets are on one side";
            case CANCELLED -> what + " CANCELLED";
        };
    }
}
