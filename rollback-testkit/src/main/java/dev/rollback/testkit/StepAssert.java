package dev.rollback.testkit;

import dev.rollback.StepReport;
import dev.rollback.run.StepState.Phase;
import dev.rollback.target.Position;
import dev.rollback.target.Version;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what became of one step. */
public final class StepAssert extends AbstractAssert<StepAssert, StepReport> {
    private final ReportAssert report;

    StepAssert(ReportAssert report, StepReport actual) {
        super(actual, StepAssert.class);
        this.report = report;
    }

    /** Its target serves this version, named by id, label or the end of an ARN. */
    public StepAssert servesVersion(String version) {
        Optional<Version> serving = actual.serving();
        if (serving.filter(there -> isCalled(there, version)).isEmpty()) {
            report.fail(
                    actual.name() + " to serve " + version,
                    serving.map(there -> actual.name() + " serving " + there.title())
                            .orElse(actual.name() + " in phase " + actual.phase()
                                    + " without a version that it serves"));
        }
        return this;
    }

    /** It was planned to go to this version, named by id, label or the end of an ARN. */
    public StepAssert goesTo(String version) {
        Optional<Version> wanted = actual.change().map(change -> change.to());
        if (wanted.filter(there -> isCalled(there, version)).isEmpty()) {
            report.fail(
                    actual.name() + " to go to " + version,
                    wanted.map(there -> actual.name() + " going to " + there.title())
                            .orElse(actual.name() + " without a change"));
        }
        return this;
    }

    private static boolean isCalled(Version there, String version) {
        return there.id().equals(version)
                || there.label().equals(version)
                || there.id().endsWith("/" + version)
                || there.id().endsWith(":" + version);
    }

    /** It got this far. */
    public StepAssert phase(Phase phase) {
        if (actual.phase() != phase) {
            report.fail(actual.name() + " in phase " + phase, "phase " + actual.phase());
        }
        return this;
    }

    /** Its target stands here. */
    public StepAssert standsAt(Position position) {
        if (actual.position().filter(position::equals).isEmpty()) {
            report.fail(
                    actual.name() + " to stand at " + position,
                    actual.name() + " at "
                            + actual.position().map(Position::toString).orElse("a place that is not known"));
        }
        return this;
    }

    /** Goes on with the report. */
    public ReportAssert and() {
        return report;
    }
}
