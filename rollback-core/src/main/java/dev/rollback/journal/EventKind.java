package dev.rollback.journal;

import dev.rollback.run.RunEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** The kinds of events as they are called in a journal, each with what reads it. A name never changes its meaning. */
final class EventKind {

    private static final Map<String, EventKind> BY_TEXT = new LinkedHashMap<>();

    static final EventKind RUN_STARTED = of("run-started", EventReader::runStarted);
    static final EventKind CHANGE_PLANNED = of("change-planned", EventReader::changePlanned);
    static final EventKind OVERRIDDEN = of("overridden", EventReader::overridden);
    static final EventKind REFUSED = of("refused", EventReader::refused);
    static final EventKind STEP_STARTED = of("step-started", EventReader::stepStarted);
    static final EventKind STEP_ADVANCED = of("step-advanced", EventReader::stepAdvanced);
    static final EventKind STEP_LOOKED = of("step-looked", EventReader::stepLooked);
    static final EventKind STEP_HINDERED = of("step-hindered", EventReader::stepHindered);
    static final EventKind STEP_SERVING = of("step-serving", EventReader::stepServing);
    static final EventKind STEP_SETTLED = of("step-settled", EventReader::stepSettled);
    static final EventKind STEP_FAILED = of("step-failed", EventReader::stepFailed);
    static final EventKind DEADLINE_EXTENDED = of("deadline-extended", EventReader::deadlineExtended);
    static final EventKind STEP_TIMED_OUT = of("step-timed-out", EventReader::stepTimedOut);
    static final EventKind STEP_SKIPPED = of("step-skipped", EventReader::stepSkipped);
    static final EventKind STEP_STOPPED = of("step-stopped", EventReader::stepStopped);
    static final EventKind GATE_REACHED = of("gate-reached", EventReader::gateReached);
    static final EventKind GATE_PASSED = of("gate-passed", EventReader::gatePassed);
    static final EventKind WEIGHT_REACHED = of("weight-reached", EventReader::weightReached);
    static final EventKind WEIGHT_RAISED = of("weight-raised", EventReader::weightRaised);
    static final EventKind PROOF_STARTED = of("proof-started", EventReader::proofStarted);
    static final EventKind PROOF_LOOKED = of("proof-looked", EventReader::proofLooked);
    static final EventKind PROOF_ENDED = of("proof-ended", EventReader::proofEnded);
    static final EventKind STEP_STANDS = of("step-stands", EventReader::stepStands);
    static final EventKind RESTORE_DUE = of("restore-due", EventReader::restoreDue);
    static final EventKind RUN_RESUMED = of("run-resumed", EventReader::runResumed);
    static final EventKind CANCEL_REQUESTED = of("cancel-requested", EventReader::cancelRequested);
    static final EventKind CANCEL_REFUSED = of("cancel-refused", EventReader::cancelRefused);
    static final EventKind APPROVED = of("approved", EventReader::approved);
    static final EventKind DENIED = of("denied", EventReader::denied);
    static final EventKind STEP_OVERRIDDEN = of("step-overridden", EventReader::stepOverridden);
    static final EventKind GLASS_BROKEN = of("glass-broken", EventReader::glassBroken);
    static final EventKind RECOVERY_LATE = of("recovery-late", EventReader::recoveryLate);
    static final EventKind RESPONSE_LATE = of("response-late", EventReader::responseLate);
    static final EventKind PLAN_TIMED_OUT = of("plan-timed-out", EventReader::planTimedOut);
    static final EventKind RUN_ENDED = of("run-ended", EventReader::runEnded);

    private final String text;
    private final BiFunction<EventReader, Fields, RunEvent> how;

    private EventKind(String text, BiFunction<EventReader, Fields, RunEvent> how) {
        this.text = text;
        this.how = how;
    }

    private static EventKind of(String text, BiFunction<EventReader, Fields, RunEvent> how) {
        EventKind kind = new EventKind(text, how);
        BY_TEXT.put(text, kind);
        return kind;
    }

    /** What it is called in a journal. */
    String text() {
        return text;
    }

    /** The event of a record. */
    static RunEvent read(EventReader reader, Fields fields) {
        String text = fields.text("event");
        EventKind kind = BY_TEXT.get(text);
        if (kind == null) {
            throw JournalException.unknownEvent(fields.where(), text);
        }
        try {
            return kind.how.apply(reader, fields);
        } catch (IllegalArgumentException e) {
            throw JournalException.corrupt(fields.where(), "what it says is not possible: " + e.getMessage());
        }
    }
}
