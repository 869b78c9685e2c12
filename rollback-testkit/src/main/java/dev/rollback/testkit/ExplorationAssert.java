package dev.rollback.testkit;

import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about many rehearsals. */
public final class ExplorationAssert extends AbstractAssert<ExplorationAssert, Exploration> {

    ExplorationAssert(Exploration actual) {
        super(actual, ExplorationAssert.class);
    }

    /**
     * Every invariant held in every rehearsal, and something was rehearsed where there was something to rehearse. What fails begins with the seed, and shows the trace and how to
     * see it again.
     */
    public ExplorationAssert keepsInvariants() {
        isNotNull();
        if (actual.rehearsals() == 0 && !actual.isComplete()) {
            failWithMessage(
                    "Nothing was rehearsed, %s: its time was over before. Give it more with within(...).",
                    actual.covered());
        }
        if (!actual.isClean()) {
            failWithMessage(
                    "%s%s of %s rehearsals break an invariant: %s",
                    actual.firstBroken(), actual.broken().size(), actual.rehearsals(), actual.brokenNames());
        }
        return this;
    }

    /** Each fault befell each operation that it can befall. */
    public ExplorationAssert coversAllFaults() {
        isNotNull();
        List<String> missing = actual.coverage().missing();
        if (!missing.isEmpty()) {
            failWithMessage(
                    "Expected each fault to befall each operation, missing are %s in\n%s", missing, actual.coverage());
        }
        return this;
    }

    /** All of it was explored: no budget and no bound ended it before. */
    public ExplorationAssert isComplete() {
        isNotNull();
        if (!actual.isComplete()) {
            failWithMessage(
                    "Expected all of it, there is %s. Give it more time with within(...).\n%s",
                    actual.covered(), actual);
        }
        return this;
    }
}
