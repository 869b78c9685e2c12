package dev.rollback.testkit;

import dev.rollback.run.Outcome;
import org.assertj.core.api.AbstractAssert;

/** Assertions about one rehearsal. Each answers itself, so that they can be chained. */
public final class RehearsedAssert extends AbstractAssert<RehearsedAssert, Rehearsed> {

    RehearsedAssert(Rehearsed actual) {
        super(actual, RehearsedAssert.class);
    }

    /** Goes on with its report; what fails there shows the trace, too. */
    public ReportAssert report() {
        isNotNull();
        return new ReportAssert(actual.report(), actual::toString);
    }

    /** All targets serve the wanted versions. */
    public RehearsedAssert rolledBack() {
        report().rolledBack();
        return this;
    }

    /** The run ended like this. */
    public RehearsedAssert ended(Outcome outcome) {
        report().ended(outcome);
        return this;
    }

    /** The verifications passed. */
    public RehearsedAssert helped() {
        report().helped();
        return this;
    }

    /** The run was refused, among others for this finding, and nothing was written. */
    public RehearsedAssert refused(String code) {
        report().refused(code);
        return wroteNothing();
    }

    /** The step of that name in the report. */
    public StepAssert step(String name) {
        return report().step(name);
    }

    /** No call changed anything. */
    public RehearsedAssert wroteNothing() {
        isNotNull();
        Calls writes = actual.calls().writes();
        if (!writes.isEmpty()) {
            failWithMessage("Expected no call that writes, there are\n%s%s", writes, actual);
        }
        return this;
    }

    /** Each of these operations was called at least once. */
    public RehearsedAssert called(String... operations) {
        isNotNull();
        for (String operation : operations) {
            if (actual.calls().of(operation).isEmpty()) {
                failWithMessage(
                        "Expected a call of %s, there are %s.\n%s",
                        operation, actual.calls().operations(), actual);
            }
        }
        return this;
    }

    /** Every invariant held. */
    public RehearsedAssert keepsInvariants() {
        isNotNull();
        if (!actual.violations().isEmpty()) {
            failWithMessage("%s", actual);
        }
        return this;
    }
}
