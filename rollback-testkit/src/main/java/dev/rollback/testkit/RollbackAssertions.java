package dev.rollback.testkit;

import dev.rollback.RollbackReport;
import org.assertj.core.api.Assertions;

/**
 * AssertJ assertions about rollbacks; everything else that AssertJ knows is here as well, so that one static import does.
 *
 * <p>What fails lists what is there instead and ends with what happened.
 */
public final class RollbackAssertions extends Assertions {
    private RollbackAssertions() {}

    /** About a report. */
    public static ReportAssert assertThat(RollbackReport actual) {
        return new ReportAssert(actual, () -> actual.toText(120));
    }

    /** About one rehearsal. */
    public static RehearsedAssert assertThat(Rehearsed actual) {
        return new RehearsedAssert(actual);
    }

    /** About many rehearsals. */
    public static ExplorationAssert assertThat(Exploration actual) {
        return new ExplorationAssert(actual);
    }

    /** About what is true in a fake AWS. */
    public static WorldAssert assertThat(FakeAws actual) {
        return new WorldAssert(actual);
    }

    /** About calls to AWS. */
    public static CallsAssert assertThat(Calls actual) {
        return new CallsAssert(actual);
    }
}
