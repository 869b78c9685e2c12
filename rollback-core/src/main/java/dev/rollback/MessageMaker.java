package dev.rollback;

import dev.rollback.notify.Message;
import dev.rollback.notify.Occasion;
import dev.rollback.run.ClockEvent;
import dev.rollback.run.Outline;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepState;
import dev.rollback.target.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Puts in words what a notifier is told of a run. On the loop. */
final class MessageMaker {

    private static final int MOST_MOVES = 50;
    private static final int MOST_LINES = 20;

    private final RunState state;
    private final Outline outline;
    private final NotifierOptions said;
    private final Instant now;
    private final StatusUpdate update;

    MessageMaker(RunState state, NotifierOptions said, Instant now) {
        this.state = state;
        this.outline = state.outline();
        this.said = said;
        this.now = now;
        this.update = new StatusUpdate(state, said.publicName(outline.plan()));
    }

    Message started() {
        List<String> lines = new ArrayList<>();
        if (!outline.reason().isEmpty()) {
            lines.add("Reason: " + outline.reason());
        }
        lines.add("Run " + state.run() + " has until " + Texts.instant(state.deadline()) + ".");
        Page facts = new Page(Integer.MAX_VALUE);
        new IncidentWords(outline.incident()).facts(facts);
        facts.text().lines().forEach(lines::add);
        lines.addAll(said.commands(state.run()));
        boolean promised = said.wants(Occasion.PROGRESS);
        String outside =
                update.started(state.startedAt(), promised ? state.startedAt().plus(said.every()) : null);
        return message(head("started", Occasion.STARTED, state.startedAt()), what() + " started", lines, outside, "");
    }

    Message approvalNeeded(StepState step, RunEvent.StepStarted event) {
        String name = step.outline().name();
        int people = step.outline().course().approvers();
        List<String> lines = new ArrayList<>();
        lines.add("Step \"" + name + "\" waits until " + Texts.instant(event.deadline()) + " for "
                + (people == 1 ? "somebody" : people + " people") + " to approve it.");
        List<String> commands = said.commands(state.run());
        lines.addAll(commands.isEmpty() ? inJava(state.run(), name) : commands);
        return message(
                head("approval-" + step.index(), Occasion.APPROVAL_NEEDED, event.at()),
                what() + " waits for approval",
                lines,
                update.approvalNeeded(event.at()),
                "Approve or deny step \"" + name + "\".");
    }

    private static List<String> inJava(RunId run, String step) {
        String on = "engine.run(new RunId(\"" + run + "\"))";
        return List.of(
                "approve: " + on + ".approve(\"" + step + "\", who, why)",
                "deny: " + on + ".deny(\"" + step + "\", who, why)");
    }

    /** The so-manieth call; whom to call is said while there is somebody. */
    Message responseLate(ClockEvent.ResponseLate event, int call) {
        String due = "The rollback was to have begun by " + Texts.instant(event.due()) + ".";
        String next = event.contact().isEmpty() ? "See what keeps it from beginning." : "Call " + event.contact() + ".";
        return late("response-late-" + call, event.at(), "has NOT BEGUN in time", List.of(due), next);
    }

    Message recoveryLate(ClockEvent.RecoveryLate event) {
        List<String> lines = new ArrayList<>();
        lines.add("Users were to get the wanted versions by " + Texts.instant(event.due()) + ", and do not.");
        lines.addAll(underWay());
        return late("recovery-late", event.at(), "MISSES the recovery time", lines, "Tell whoever waits.");
    }

    private Message late(String key, Instant at, String title, List<String> lines, String next) {
        String outside = update.progress(at, said.wants(Occasion.PROGRESS) ? at.plus(said.every()) : null);
        return message(head(key, Occasion.LATE, at), what() + " " + title, lines, outside, next);
    }

    Message glassBroken(PersonEvent.GlassBroken event) {
        List<String> lines =
                List.of(event.who() + " broke the glass: " + event.why(), "No step waits for an approval any more.");
        return message(
                head("glass-broken", Occasion.PROGRESS, event.at()),
                what() + " goes on without approvals",
                lines,
                update.progress(event.at(), null),
                "");
    }

    Message progress(long number) {
        return message(
                head("progress-" + number, Occasion.PROGRESS, now),
                what() + " under way" + share(),
                underWay(),
                update.progress(now, now.plus(said.every())),
                "");
    }

    private String share() {
        List<StepState> moved = StatusUpdate.moved(state);
        long serving = moved.stream().filter(StepState::serves).count();
        return moved.isEmpty() ? "" : ", " + serving + " of " + moved.size() + " served";
    }

    Message allServe() {
        return message(
                head("serving", Occasion.PROGRESS, now),
                "all targets serve the wanted versions",
                underWay(),
                update.allServe(now),
                "");
    }

    Message putsBack(RunEvent.RestoreDue event) {
        String step = state.step(event.step()).outline().name();
        List<String> lines = List.of("Step \"" + step
                + "\" failed, so everything is put back as it was found once what runs has ended, by run " + event.run()
                + ". Users get the version again that the plan rolls away from.");
        return message(
                head("restoring", Occasion.PROGRESS, event.at()),
                "puts everything back as it was found",
                lines,
                update.putsBack(event.at()),
                "");
    }

    Message ended(Occasion occasion, RollbackReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("It ended " + report.outcome() + ", " + report.verdict() + " after " + Texts.duration(report.took())
                + ".");
        report.refusals().forEach(refusal -> lines.add(refusal.finding().toString()));
        lines.addAll(verified(report));
        String outside = occasion == Occasion.DONE
                ? update.done(report.endedAt(), report.outcome())
                : update.failed(report.endedAt());
        return message(
                head("ended", occasion, report.endedAt()),
                StatusUpdate.title(report, what()),
                lines,
                outside,
                report.nextAction());
    }

    Message allClear(RollbackReport report) {
        return message(
                head("all-clear", Occasion.ALL_CLEAR, report.endedAt()),
                "all clear, users are well",
                verified(report),
                update.allClear(report.endedAt()),
                report.nextAction());
    }

    private static List<String> verified(RollbackReport report) {
        return report.steps().stream()
                .flatMap(step -> step.seen().verifications().stream())
                .limit(MOST_LINES)
                .map(verified ->
                        verified.name() + " " + EventText.verdict(verified.verdict()) + ": " + verified.evidence())
                .toList();
    }

    /** What is done, for a title. */
    private String what() {
        return outline.undoes().map(run -> "taking run " + run + " back").orElse("rollback");
    }

    private List<String> underWay() {
        List<StepState> open = state.steps().stream()
                .filter(step -> step.outline().kind() != StepKind.JOIN)
                .filter(step -> step.started().isPresent() && (!step.phase().isOver() || step.isHeldUp()))
                .toList();
        Stream<String> lines = open.stream().limit(MOST_LINES).map(MessageMaker::underWay);
        int more = open.size() - MOST_LINES;
        return Stream.concat(lines, more > 0 ? Stream.of("and " + more + " more") : Stream.empty())
                .toList();
    }

    private static String underWay(StepState step) {
        String share = step.share() > 0 && step.share() < 1 ? " (" + Math.round(step.share() * 100) + " %)" : "";
        String why = step.isHeldUp() && !step.awaitsApproval() ? "is being verified" : step.why();
        String what = step.awaitsApproval() ? "waits for approval" : why.isEmpty() ? "under way" : why;
        return step.outline().name() + ": " + what + share;
    }

    private Message.Head head(String key, Occasion occasion, Instant at) {
        return new Message.Head(
                state.run() + "-" + key,
                occasion,
                at,
                state.run(),
                outline.plan(),
                outline.severity(),
                outline.incident().id());
    }

    private Message message(Message.Head head, String title, List<String> lines, String outside, String next) {
        String incident = head.incident().isEmpty() ? "" : head.incident() + " ";
        String drill = Drilling.isDrill(outline) ? "DRILL, " : "";
        List<String> all = new ArrayList<>(lines);
        List<Message.Move> moves = moves();
        int more = StatusUpdate.moved(state).size() - moves.size();
        if (more > 0) {
            all.add("Of what moves, " + more + " more are not listed.");
        }
        return new Message(
                head, incident + drill + outline.plan() + ": " + title, String.join("\n", all), moves, outside, next);
    }

    private List<Message.Move> moves() {
        return StatusUpdate.moved(state).stream()
                .limit(MOST_MOVES)
                .map(MessageMaker::move)
                .toList();
    }

    private static Message.Move move(StepState step) {
        Change change = step.change().orElseThrow();
        return new Message.Move(
                step.outline().name(),
                change.target().name(),
                change.from().title(),
                change.to().title(),
                step.phase().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
