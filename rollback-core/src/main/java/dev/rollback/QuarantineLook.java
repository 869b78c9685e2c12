package dev.rollback;

import dev.rollback.journal.FailedTry;
import dev.rollback.journal.Journal;
import dev.rollback.journal.Quarantine;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the journal what versions of a target were rolled away from. A journal that is away keeps nobody from looking; that it was is a finding. */
final class QuarantineLook implements Function<String, Optional<Quarantine>> {

    private final Journal journal;
    private final TargetId target;
    private volatile @Nullable String failure;

    QuarantineLook(Journal journal, TargetId target) {
        this.journal = journal;
        this.target = target;
    }

    @Override
    public Optional<Quarantine> apply(String content) {
        try {
            return journal.quarantine(target, content);
        } catch (RuntimeException e) {
            failure = Texts.sentence(e);
            return Optional.empty();
        }
    }

    /** What earlier runs say of a version that was chosen. */
    Optional<Finding> tried(Version chosen) {
        return failed(chosen.content()).map(before -> tried(chosen, before));
    }

    /** Whether its own fault kept an earlier run from bringing a version back. */
    boolean isAtFault(String content) {
        return failed(content)
                .filter(before -> before.kind() == FailureKind.VERSION || before.kind() == FailureKind.REVERTED_BY_AWS)
                .isPresent();
    }

    private Optional<FailedTry> failed(String content) {
        try {
            return journal.failed(target, content);
        } catch (RuntimeException e) {
            failure = Texts.sentence(e);
            return Optional.empty();
        }
    }

    private static Finding tried(Version chosen, FailedTry before) {
        String text = "Run " + before.run() + " could not bring " + chosen.title() + " back: "
                + Texts.sentence(before.reason());
        return switch (before.kind()) {
            case VERSION, REVERTED_BY_AWS ->
                Finding.soft(
                        "FAILED_BEFORE",
                        text + " That was its own fault.",
                        "Name another version with exactly(id); or override FAILED_BEFORE with a reason to try it again.");
            case ENVIRONMENT, CONFLICT ->
                Finding.note("TRIED_BEFORE", text + " That was not its fault, so it stays the first choice.");
        };
    }

    /** That the journal could not be asked, if so. */
    Optional<Finding> finding() {
        return Optional.ofNullable(failure)
                .map(why -> Finding.soft(
                        "QUARANTINE_UNKNOWN",
                        "Whether a run rolled away from a version of " + target + " could not be read: " + why,
                        "Mend the journal, or look at the version chosen and override with a reason."));
    }
}
