package dev.rollback.testkit;

import dev.rollback.RollbackReport;
import dev.rollback.StepReport;
import dev.rollback.run.Outcome;
import dev.rollback.run.Verdict;
import dev.rollback.target.Finding;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a report. Each answers itself, so that they can be chained. */
public final class ReportAssert extends AbstractAssert<ReportAssert, RollbackReport> {
    private final Supplier<String> story;

    ReportAssert(RollbackReport actual, Supplier<String> story) {
        super(actual, ReportAssert.class);
        this.story = story;
    }

    /** All targets serve the wanted versions. */
    public ReportAssert rolledBack() {
        return ended(Outcome.ROLLED_BACK);
    }

    /** All targets served the wanted versions already. */
    public ReportAssert hadNothingToDo() {
        return ended(Outcome.NOTHING_TO_DO);
    }

    /** The run ended like this. */
    public ReportAssert ended(Outcome outcome) {
        isNotNull();
        if (!actual.isEnded() || actual.outcome() != outcome) {
            fail("outcome " + outcome, actual.isEnded() ? "outcome " + actual.outcome() : "a run that is not over");
        }
        return this;
    }

    /** The verifications say this together. */
    public ReportAssert verdict(Verdict verdict) {
        isNotNull();
        if (actual.verdict() != verdict) {
            fail("verdict " + verdict, "verdict " + actual.verdict());
        }
        return this;
    }

    /** The verifications passed. */
    public ReportAssert helped() {
        return verdict(Verdict.HELPED);
    }

    /** The run was refused, among others for this finding. */
    public ReportAssert refused(String code) {
        ended(Outcome.REFUSED);
        List<String> codes = actual.refusals().stream()
                .map(RollbackReport.Refusal::finding)
                .map(Finding::code)
                .toList();
        if (!codes.contains(code)) {
            fail("a refusal for " + code, "refusals for " + codes);
        }
        return this;
    }

    /** The step of that name. */
    public StepAssert step(String name) {
        isNotNull();
        List<String> names = actual.steps().stream().map(StepReport::name).toList();
        if (!names.contains(name)) {
            fail("a step \"" + name + "\"", "steps " + names);
        }
        return new StepAssert(this, actual.step(name));
    }

    void fail(String expected, String there) {
        failWithMessage("Expected %s, there is %s.\n%s", expected, there, story.get());
    }
}
