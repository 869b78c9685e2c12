package dev.rollback;

import dev.rollback.health.Health;
import dev.rollback.run.ClockEvent;
import dev.rollback.run.EventVisitor;
import dev.rollback.run.Outcome;
import dev.rollback.run.Outline;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.ProofEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import dev.rollback.run.Verdict;
import dev.rollback.target.Change;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.Version;
import java.util.Locale;
import java.util.regex.Pattern;

/** Puts events in words, for the timeline and for progress lines. An event that tells people nothing has an empty text. */
final class EventText implements EventVisitor<EventText.Line> {

    private final Outline outline;

    EventText(Outline outline) {
        this.outline = outline;
    }

    /** What an event says, and of which step; the step is empty for the run as a whole. */
    record Line(String step, String text) {
        static final Line NONE = new Line("", "");
    }

    private StepOutline step(int index) {
        return outline.steps().get(index);
    }

    private Line line(int step, String text) {
        return new Line(step(step).name(), text);
    }

    private static Line run(String text) {
        return new Line("", text);
    }

    @Override
    public Line runStarted(RunEvent.RunStarted event) {
        String reason = outline.reason().isEmpty() ? "" : ": " + outline.reason();
        String drill = Drilling.isDrill(outline) ? ", a drill" : "";
        String back = outline.undoes()
                .map(done -> ", which takes run " + done + " back,")
                .orElse(drill.isEmpty() ? "" : ",");
        return run("run " + event.run() + " of " + outline.plan() + drill + back + " begins" + reason);
    }

    @Override
    public Line changePlanned(RunEvent.ChangePlanned event) {
        Change change = event.change();
        return line(
                event.step(),
                change.isEmpty()
                        ? "is at " + change.to().title() + " already"
                        : "goes from " + change.from().title() + " to "
                                + change.to().title());
    }

    @Override
    public Line overridden(PersonEvent.Overridden event) {
        return run(event.code() + " is overridden: " + event.reason());
    }

    @Override
    public Line refused(RunEvent.Refused event) {
        return new Line(event.step(), "refused, " + event.finding());
    }

    @Override
    public Line stepStarted(RunEvent.StepStarted event) {
        String until = ", has until " + Texts.clock(event.deadline());
        return switch (step(event.step()).kind()) {
            case VERIFY -> Line.NONE;
            case APPROVE -> line(event.step(), "waits for approval" + until);
            case ROLL_BACK, RUN, PAUSE, JOIN -> line(event.step(), "begins" + until);
        };
    }

    @Override
    public Line stepAdvanced(RunEvent.StepAdvanced event) {
        String share = event.share() > 0 && event.share() < 1 ? " (" + Math.round(event.share() * 100) + " %)" : "";
        return line(event.step(), event.why() + share);
    }

    @Override
    public Line stepLooked(RunEvent.StepLooked event) {
        return Line.NONE;
    }

    @Override
    public Line stepHindered(RunEvent.StepHindered event) {
        return line(
                event.step(), hindrance(event) + ", tried again at " + Texts.clock(event.again()) + ": " + event.why());
    }

    private static String hindrance(RunEvent.StepHindered event) {
        return switch (event.kind()) {
            case CREDENTIALS -> "waits for credentials";
            case THROTTLED -> "is throttled";
            case CONFLICT -> "meets somebody else's change";
            case UNKNOWN_OUTCOME -> "got no answer";
            case TRANSIENT, DENIED, MISSING, INVALID -> "is held up";
        };
    }

    @Override
    public Line stepServing(RunEvent.StepServing event) {
        return line(event.step(), "serves: " + event.evidence());
    }

    @Override
    public Line stepSettled(RunEvent.StepSettled event) {
        return switch (step(event.step()).kind()) {
            case JOIN, VERIFY, APPROVE -> Line.NONE;
            case ROLL_BACK, RUN, PAUSE ->
                line(event.step(), "settled: " + event.settled().evidence() + serving(event.settled()));
        };
    }

    /** What serves, unless the evidence names it. */
    private static String serving(Progress.Settled settled) {
        Version serving = settled.serving();
        return serving == null || names(settled.evidence(), serving.title()) ? "" : "; serves " + serving.title();
    }

    private static boolean names(String text, String title) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(title) + "(?![\\w-])")
                .matcher(text)
                .find();
    }

    @Override
    public Line stepFailed(RunEvent.StepFailed event) {
        String whose = switch (event.kind()) {
            case VERSION -> "the version";
            case ENVIRONMENT -> "the environment";
            case CONFLICT -> "somebody else's change";
            case REVERTED_BY_AWS -> "AWS took it back";
        };
        return line(event.step(), "FAILED (" + whose + "): " + event.reason());
    }

    @Override
    public Line deadlineExtended(RunEvent.DeadlineExtended event) {
        return line(event.step(), "still advances, its time is extended once to " + Texts.clock(event.deadline()));
    }

    @Override
    public Line stepTimedOut(RunEvent.StepTimedOut event) {
        return line(event.step(), "TIME OVER" + (event.moving() ? ", still moving: " : ": ") + event.why());
    }

    @Override
    public Line stepSkipped(RunEvent.StepSkipped event) {
        return step(event.step()).kind() == StepKind.JOIN
                ? Line.NONE
                : line(event.step(), "skipped: " + event.reason());
    }

    @Override
    public Line stepStopped(RunEvent.StepStopped event) {
        return line(
                event.step(), "not watched any more" + (event.why().isEmpty() ? "" : "; last seen: " + event.why()));
    }

    @Override
    public Line gateReached(RunEvent.GateReached event) {
        return line(event.step(), "waits at the gate " + event.gate());
    }

    @Override
    public Line gatePassed(RunEvent.GatePassed event) {
        return line(event.step(), "passes the gate " + event.gate());
    }

    @Override
    public Line weightReached(RunEvent.WeightReached event) {
        return line(
                event.step(), event.weight() + " % of the traffic moved; goes on after " + Texts.clock(event.next()));
    }

    @Override
    public Line weightRaised(RunEvent.WeightRaised event) {
        return line(event.step(), "goes on to " + event.weight() + " %");
    }

    @Override
    public Line proofStarted(ProofEvent.ProofStarted event) {
        return line(
                event.step(),
                "verifies" + proof(event.step(), event.proof(), "") + ", has until " + Texts.clock(event.deadline()));
    }

    /** The name of a verification with a blank in front, unless its step has that name or the evidence begins with it. */
    private String proof(int step, int proof, String evidence) {
        String name = step(step).proofs().get(proof).name();
        return name.equals(step(step).name()) || evidence.startsWith(name) ? "" : " " + name;
    }

    @Override
    public Line proofLooked(ProofEvent.ProofLooked event) {
        Health health = event.health();
        return event.news()
                ? line(event.step(), health.verdict().name().toLowerCase(Locale.ROOT) + ": " + health.evidence())
                : Line.NONE;
    }

    @Override
    public Line proofEnded(ProofEvent.ProofEnded event) {
        String name = proof(event.step(), event.proof(), event.evidence());
        return line(event.step(), "verified" + name + ", " + verdict(event.verdict()) + ": " + event.evidence());
    }

    static String verdict(Verdict verdict) {
        return switch (verdict) {
            case HELPED -> "passed";
            case NOT_HELPED -> "DID NOT PASS";
            case UNKNOWN -> "UNKNOWN";
        };
    }

    @Override
    public Line stepStands(RunEvent.StepStands event) {
        return line(event.step(), "stands " + where(event.position()) + ": " + event.evidence());
    }

    static String where(Position position) {
        return switch (position) {
            case FROM -> "where it was";
            case TO -> "at the wanted version";
            case BETWEEN -> "between";
            case UNKNOWN -> "nobody knows where";
        };
    }

    @Override
    public Line restoreDue(RunEvent.RestoreDue event) {
        return run("puts everything back as it was found once what runs has ended, as run " + event.run());
    }

    @Override
    public Line runResumed(RunEvent.RunResumed event) {
        return run("is carried on");
    }

    @Override
    public Line cancelRequested(PersonEvent.CancelRequested event) {
        return run("cancelled by " + event.who() + because(event.why()));
    }

    @Override
    public Line cancelRefused(PersonEvent.CancelRefused event) {
        String why = event.why().isEmpty() ? "" : " (" + event.why() + ")";
        return run("is not cancelled, as " + event.who() + " asked" + why + ": putting back runs to its end");
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : ": " + why;
    }

    @Override
    public Line approved(PersonEvent.Approved event) {
        return line(event.step(), "approved by " + event.who() + because(event.why()));
    }

    @Override
    public Line denied(PersonEvent.Denied event) {
        return line(event.step(), "DENIED by " + event.who() + because(event.why()));
    }

    @Override
    public Line stepOverridden(PersonEvent.StepOverridden event) {
        return line(event.step(), "goes on without waiting, overridden by " + event.who() + because(event.why()));
    }

    @Override
    public Line glassBroken(PersonEvent.GlassBroken event) {
        return run("GLASS BROKEN by " + event.who() + ": " + event.why() + "; nothing waits for an approval any more");
    }

    @Override
    public Line recoveryLate(ClockEvent.RecoveryLate event) {
        return run("RTO MISSED: users were to get the wanted versions by " + Texts.clock(event.due()));
    }

    @Override
    public Line responseLate(ClockEvent.ResponseLate event) {
        String call = event.contact().isEmpty() ? "" : "; call " + event.contact();
        return run("RESPONSE LATE: the rollback was to have begun by " + Texts.clock(event.due()) + call);
    }

    @Override
    public Line planTimedOut(RunEvent.PlanTimedOut event) {
        return run("the time of the run is over");
    }

    @Override
    public Line runEnded(RunEvent.RunEnded event) {
        boolean verified = event.outcome() != Outcome.REFUSED || event.verdict() != Verdict.UNKNOWN;
        return run("ended " + event.outcome() + (verified ? ", " + event.verdict() : ""));
    }
}
