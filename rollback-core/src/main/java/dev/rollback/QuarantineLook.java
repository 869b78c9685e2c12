package dev.rollback;

import dev.rollback.journal.Journal;
import dev.rollback.journal.Quarantine;
import dev.rollback.target.Finding;
import dev.rollback.target.TargetId;
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

    /** That the journal could not be asked, if so. */
    Optional<Finding> finding() {
        return Optional.ofNullable(failure)
                .map(why -> Finding.soft(
                        "QUARANTINE_UNKNOWN",
                        "Whether a run rolled away from a version of " + target + " could not be read: " + why,
                        "Mend the journal, or look at the version chosen and override with a reason."));
    }
}
