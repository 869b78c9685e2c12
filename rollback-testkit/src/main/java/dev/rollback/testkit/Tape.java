package dev.rollback.testkit;

import dev.rollback.run.Outline;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.ProofEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.SelectiveVisitor;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the events of one run, from its first to its last. Takes out the times in which nobody drove it. */
final class Tape extends SelectiveVisitor<Boolean> {
    private static final Pattern OPERATION = Pattern.compile("([a-z0-9-]+:[A-Z]\\w+) .*", Pattern.DOTALL);

    final List<RecordedStep> steps = new ArrayList<>();
    final SortedMap<String, String> overridden = new TreeMap<>();
    final List<String> left = new ArrayList<>();
    final Instant start;

    private final Map<Integer, Duration> proofs = new TreeMap<>();
    private final Map<Integer, Integer> running = new TreeMap<>();
    private Instant last;
    private Duration gaps = Duration.ZERO;

    private Tape(RunEvent.RunStarted first) {
        start = first.at();
        last = start;
        Outline outline = first.outline();
        for (int i = 0; i < outline.steps().size(); i++) {
            steps.add(new RecordedStep(i, outline.steps().get(i)));
        }
        outline.undoes()
                .ifPresent(run -> left.add("The run takes back " + run + ": replay that one, and take it back."));
    }

    /** @throws IllegalArgumentException when they do not begin with the start of a run */
    static Tape of(List<RunEvent> events) {
        if (events.isEmpty() || !(events.get(0) instanceof RunEvent.RunStarted first)) {
            throw new IllegalArgumentException("A recording was made of " + events.size() + " events"
                    + (events.isEmpty() ? "" : " that begin with " + events.get(0))
                    + ": expected all events of one run, its start first. Read them with Journal.read(run).");
        }
        Tape tape = new Tape(first);
        for (RunEvent event : events) {
            event.accept(tape);
            tape.last = event.at();
        }
        return tape;
    }

    private Duration at(RunEvent event) {
        return Duration.between(start, event.at()).minus(gaps);
    }

    private boolean heard(RecordedStep step, RunEvent event, String text) {
        step.heard = at(event);
        step.texts.add(text);
        return true;
    }

    private boolean leave(RunEvent event, String what) {
        left.add("At " + event.at() + " " + what);
        return true;
    }

    @Override
    protected Boolean otherwise(RunEvent event) {
        return false;
    }

    @Override
    public Boolean runResumed(RunEvent.RunResumed event) {
        Duration gap = Duration.between(last, event.at());
        gaps = gaps.plus(gap);
        return leave(
                event, "the run was carried on after " + gap + " in which nobody drove it: the replay is not cut off.");
    }

    @Override
    public Boolean changePlanned(RunEvent.ChangePlanned event) {
        steps.get(event.step()).change = event.change();
        return true;
    }

    @Override
    public Boolean stepStarted(RunEvent.StepStarted event) {
        RecordedStep step = steps.get(event.step());
        step.started = at(event);
        return heard(step, event, "");
    }

    @Override
    public Boolean stepAdvanced(RunEvent.StepAdvanced event) {
        RecordedStep step = steps.get(event.step());
        count(step, event.memo());
        step.progressed = true;
        return heard(step, event, event.why());
    }

    private static void count(RecordedStep step, Memo memo) {
        memo.entries().forEach((key, value) -> {
            if (value.matches("\\d{1,7}")) {
                step.counts.merge(key, Integer.valueOf(value), Math::max);
            }
        });
    }

    @Override
    public Boolean stepServing(RunEvent.StepServing event) {
        RecordedStep step = steps.get(event.step());
        count(step, event.memo());
        step.progressed = true;
        step.serving = at(event);
        return heard(step, event, event.evidence());
    }

    @Override
    public Boolean stepSettled(RunEvent.StepSettled event) {
        RecordedStep step = steps.get(event.step());
        step.settled = at(event);
        return heard(step, event, event.settled().evidence());
    }

    @Override
    public Boolean stepTimedOut(RunEvent.StepTimedOut event) {
        RecordedStep step = steps.get(event.step());
        step.timedOut = at(event);
        return heard(step, event, event.why());
    }

    // what went wrong

    @Override
    public Boolean stepHindered(RunEvent.StepHindered event) {
        RecordedStep step = steps.get(event.step());
        if (!hinder(step, event.why(), Optional.of(kind(event.kind(), event.why())))) {
            leave(event, step.name() + " was hindered, " + event.kind() + ": " + event.why());
        }
        return heard(step, event, event.why());
    }

    private static boolean hinder(RecordedStep step, String why, Optional<FaultKind> kind) {
        Matcher operation = OPERATION.matcher(why);
        if (kind.isEmpty() || !operation.matches()) {
            return false;
        }
        step.hindrances.add(
                new RecordedStep.Hindrance(operation.group(1), kind.get(), step.since(step.heard), step.progressed));
        return true;
    }

    private static FaultKind kind(TargetException.Kind kind, String why) {
        return switch (kind) {
            case THROTTLED -> FaultKind.THROTTLE;
            case DENIED -> FaultKind.ACCESS_DENIED;
            case CREDENTIALS -> FaultKind.EXPIRED_CREDENTIALS;
            case CONFLICT -> FaultKind.CONFLICT;
            case TRANSIENT, UNKNOWN_OUTCOME, MISSING, INVALID ->
                why.contains("HTTP 5") ? FaultKind.SERVER_ERROR : FaultKind.TIMEOUT;
        };
    }

    @Override
    public Boolean stepFailed(RunEvent.StepFailed event) {
        RecordedStep step = steps.get(event.step());
        step.failure = new RecordedStep.Failure(at(event), event.kind(), event.reason());
        hinder(step, event.reason(), failed(event));
        return heard(step, event, event.reason());
    }

    /** How a call failed that failed its step; empty when it was no call, or that is not known. */
    private static Optional<FaultKind> failed(RunEvent.StepFailed event) {
        String reason = event.reason();
        if (event.kind() == FailureKind.CONFLICT) {
            return Optional.of(FaultKind.CONFLICT);
        }
        boolean denied = reason.contains("Expected the permission");
        return event.kind() == FailureKind.ENVIRONMENT && denied
                ? Optional.of(FaultKind.ACCESS_DENIED)
                : Optional.empty();
    }

    @Override
    public Boolean refused(RunEvent.Refused event) {
        return leave(
                event,
                "the run was refused, " + event.finding()
                        + ": whether the replay is depends on what the fakes are like.");
    }

    // verifications

    @Override
    public Boolean proofStarted(ProofEvent.ProofStarted event) {
        proofs.put(event.step(), at(event));
        running.put(event.step(), event.proof());
        return true;
    }

    @Override
    public Boolean proofLooked(ProofEvent.ProofLooked event) {
        Duration since = at(event).minus(proofs.getOrDefault(event.step(), at(event)));
        int proof = running.getOrDefault(event.step(), 0);
        return steps.get(event.step()).looks.add(new RecordedStep.Look(proof, since, event.health()));
    }

    // people

    @Override
    public Boolean overridden(PersonEvent.Overridden event) {
        overridden.put(event.code(), event.reason());
        return true;
    }

    @Override
    public Boolean cancelRequested(PersonEvent.CancelRequested event) {
        return leave(event, event.who() + " cancelled the run: nobody does in the replay.");
    }

    @Override
    public Boolean approved(PersonEvent.Approved event) {
        return leave(
                event, event.who() + " approved " + steps.get(event.step()).name() + ": nobody does in the replay.");
    }

    @Override
    public Boolean denied(PersonEvent.Denied event) {
        return leave(
                event,
                event.who() + " denied " + steps.get(event.step()).name()
                        + " its approval: nobody does in the replay.");
    }

    @Override
    public Boolean glassBroken(PersonEvent.GlassBroken event) {
        return leave(event, event.who() + " broke the glass: nobody does in the replay.");
    }

    @Override
    public Boolean stepOverridden(PersonEvent.StepOverridden event) {
        return leave(event, event.who() + " let " + steps.get(event.step()).name() + " on: nobody does in the replay.");
    }
}
