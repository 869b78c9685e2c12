package dev.rollback;

import dev.rollback.run.Outcome;
import dev.rollback.run.Outline;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.Verdict;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a new run begins with: its outline, what was overridden, and each change that it plans; or why it is refused.
 *
 * @param run its id
 * @param preview what shall be done
 * @param refusals why it is not started; empty if it is
 * @param leased the leases that it begins with
 * @param at when it begins
 */
record Opening(RunId run, Preview preview, List<RollbackReport.Refusal> refusals, Leased leased, Instant at) {

    RunDriver.Start start() {
        Outline outline = OutlineMaker.of(preview);
        List<RunEvent> first = new ArrayList<>();
        first.add(new RunEvent.RunStarted(at, run, outline));
        first.addAll(refusals.isEmpty() ? planned() : refused());
        return new RunDriver.Start(
                run,
                preview.plan(),
                List.of(),
                first,
                new RunDriver.Notes(refusals, preview.overrides(), leftBehind()),
                leased);
    }

    private List<RunEvent> planned() {
        List<RunEvent> events = new ArrayList<>();
        preview.overrides().forEach((code, reason) -> events.add(new PersonEvent.Overridden(at, code, reason)));
        List<StepPreview> places = preview.places();
        for (int i = 0; i < places.size(); i++) {
            StepPreview step = places.get(i);
            TakeBack.Origin origin = preview.plan().steps().get(i).origin();
            if (step.subject() != null && step.from() != null && step.to().isPresent()) {
                String id = EngineAttempt.changeId(run, i);
                Change change = origin == null
                        ? new Change(step.subject(), step.from(), step.to().get(), id)
                        : origin.reversed();
                events.add(new RunEvent.ChangePlanned(at, i, change));
            }
        }
        return events;
    }

    private List<RunEvent> refused() {
        List<RunEvent> events = new ArrayList<>();
        for (RollbackReport.Refusal refusal : refusals) {
            events.add(new RunEvent.Refused(at, refusal.step(), refusal.finding()));
        }
        events.add(new RunEvent.RunEnded(at, Outcome.REFUSED, Verdict.UNKNOWN));
        return events;
    }

    private List<String> leftBehind() {
        List<String> lines = new ArrayList<>();
        for (StepPreview step : preview.steps()) {
            Assessment assessment = step.assessment();
            if (assessment != null) {
                assessment.losses().forEach(line -> lines.add(step.name() + ": " + line));
            }
        }
        return lines;
    }
}
