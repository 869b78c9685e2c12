package dev.rollback.aws.s3;

import dev.rollback.target.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a pass over a listing says against a change. */
final class SurveyChecks {

    /** Removals beyond the larger of these look as if more than deployments wrote here. */
    private static final long MANY = 1_000;

    private static final int ONE_OF = 10;

    private final Parts parts;
    private final Survey survey;
    private final List<Finding> findings = new ArrayList<>();

    SurveyChecks(Parts parts, Survey survey) {
        this.parts = parts;
        this.survey = survey;
    }

    /**
     * All of it.
     *
     * @param tiered versions in archive tiers, of the few that were looked at
     */
    List<Finding> findings(Examples tiered) {
        add(cutShort());
        survey.focus().ifPresent(this::time);
        add(notOnlyDeploys());
        archives(tiered);
        refusedKeys();
        add(beside());
        add(nothing());
        return findings;
    }

    private void add(@Nullable Finding finding) {
        if (finding != null) {
            findings.add(finding);
        }
    }

    private @Nullable Finding cutShort() {
        if (survey.stoppedAt().isEmpty()) {
            return null;
        }
        String why =
                survey.failure().map(e -> String.valueOf(e.getMessage())).orElse("the time of the preview was over");
        return Finding.warning(
                "KEYS_UNKNOWN",
                "Only the keys of " + parts.span() + " up to \""
                        + survey.stoppedAt().get() + "\" were looked at, " + Telling.keys(survey.total.keys()) + ": "
                        + why + ". All figures are of these alone.",
                "Give the preview more time (EngineOptions), or roll back a smaller prefix.");
    }

    private void time(Instant wanted) {
        boolean all = survey.stoppedAt().isEmpty();
        Optional<Instant> before = survey.times.lastUntilFocus();
        if (all && before.isEmpty() && survey.total.keys() > 0) {
            add(beforeHistory(wanted));
        } else if (all && survey.isBeforeVersioning()) {
            add(beforeVersioning(wanted));
        } else {
            add(untraced(wanted));
        }
        survey.times.aroundFocus().ifPresent(burst -> add(inBurst(wanted, burst)));
        if (before.filter(wanted::equals).isPresent()) {
            add(Finding.warning(
                    "WRITES_AT_INSTANT",
                    "Something was written to " + parts.span() + " in the very second of " + wanted
                            + ", which S3 does not divide: it counts as written before.",
                    "Take the second before, " + wanted.minusSeconds(1) + ", if it shall not count."));
        }
    }

    private Finding beforeHistory(Instant wanted) {
        String oldest = survey.oldest().map(Instant::toString).orElse("unknown");
        return Finding.hard(
                "BEFORE_HISTORY",
                "At " + wanted + " " + parts.span() + " had none of the versions that it has now; the oldest is of "
                        + oldest + ": going there would remove everything.",
                "Take a time after that, or deploy the earlier release again.");
    }

    private Finding beforeVersioning(Instant wanted) {
        return Finding.hard(
                "BEFORE_VERSIONING",
                "At " + wanted + " bucket " + parts.span().bucket()
                        + " had no versioning: all that is left of then are null versions, and later ones overwrote others ("
                        + survey.untraced + ").",
                "Take a time after versioning was turned on, or deploy the earlier release again.");
    }

    private @Nullable Finding untraced(Instant wanted) {
        return survey.untraced.isEmpty()
                ? null
                : Finding.warning(
                        "NULL_VERSIONS",
                        survey.untraced + " of " + parts.span() + " begin with a null version stored after " + wanted
                                + ": without versioning an overwrite leaves no trace, so whether they existed then is not"
                                + " known. They are removed.",
                        "Look at them before; a delete marker can be taken back.");
    }

    private Finding inBurst(Instant wanted, Burst burst) {
        return Finding.soft(
                "INSTANT_IN_BURST",
                "At " + wanted + " " + parts.span() + " was in the middle of " + burst + ".",
                "Take the time before them, asOf(" + burst.before() + "), or after them, asOf(" + burst.last()
                        + "); or override.");
    }

    /** So many removals of so many keys are what a release adds. */
    static long few(long keys) {
        return Math.max(MANY, keys / ONE_OF);
    }

    private @Nullable Finding notOnlyDeploys() {
        Tally total = survey.total;
        boolean many = total.removals() > few(total.live());
        boolean lately = !survey.lately.isEmpty() && !parts.span().exact();
        if (!many && !lately) {
            return null;
        }
        List<String> signs = new ArrayList<>();
        if (many) {
            signs.add(Telling.keys(total.removals()) + " of " + total.live() + " would be removed");
        }
        if (lately) {
            signs.add(survey.lately + " were written within the last " + Instants.text(Survey.LATELY));
        }
        return Finding.soft(
                "NOT_ONLY_DEPLOYS",
                "It looks as if not only deployments write to " + parts.span() + ": " + String.join(", and ", signs)
                        + ". Expected none, because what users stored since would be taken from them.",
                "Roll back a prefix that only deployments write to; or override if these writes are the bad release's.");
    }

    private void archives(Examples tiered) {
        boolean restored = parts.settings().restoring() != null;
        survey.archived.forEach(
                (storageClass, keys) -> add(restored ? willRestore(storageClass, keys) : archived(storageClass, keys)));
        if (!survey.tiered.isEmpty() && !restored) {
            add(Finding.warning(
                    "ARCHIVE_TIERS",
                    "Versions of " + survey.tiered
                            + " are in INTELLIGENT_TIERING, and a listing does not show whether in an"
                            + " archive tier; of those looked at " + tiered.count() + " are. Such ones fail by name.",
                    "Allow restoringArchived(tier) if they may be."));
        }
    }

    private static Finding archived(String storageClass, Examples keys) {
        return Finding.soft(
                "VERSIONS_ARCHIVED",
                "Versions to be copied of " + keys + " are archived in " + storageClass
                        + ": expected ones that can be read at once. S3 refuses to copy them.",
                "Allow restoringArchived(tier), which waits; or override: the others are brought back, and these fail by"
                        + " name.");
    }

    private Finding willRestore(String storageClass, Examples keys) {
        return Finding.warning(
                "RESTORES_ARCHIVED",
                "Versions to be copied of " + keys + " are archived in " + storageClass + " and are restored first ("
                        + parts.settings().restoring() + "), which the whole step waits for.",
                "Leave restoringArchived out if the others must not wait.");
    }

    private void refusedKeys() {
        if (!survey.gone.isEmpty()) {
            add(Finding.soft(
                    "VERSIONS_GONE",
                    "The wanted versions of " + survey.gone + " are gone: expected the ones that were captured.",
                    "Deploy these again; or override: the others are brought back, and these fail by name."));
        }
        if (!survey.tied.isEmpty()) {
            add(Finding.warning(
                    "TIES",
                    "Of " + survey.tied
                            + " a version and a delete marker were stored in the same second, and which came"
                            + " later could not be found out: they are not touched, and fail by name.",
                    "Put them right by hand."));
        }
    }

    private @Nullable Finding beside() {
        return survey.beside.isEmpty()
                ? null
                : Finding.warning(
                        "PREFIX_MATCHES_MORE",
                        "The prefix \"" + parts.span().prefix() + "\" does not end with a slash, and " + survey.beside
                                + " go on right after it: they are rolled back as well.",
                        "Write \"" + parts.span().prefix() + "/\" if that folder alone is meant.");
    }

    private @Nullable Finding nothing() {
        boolean none = survey.total.changes() == 0 && survey.gone.isEmpty() && survey.tied.isEmpty();
        return none && survey.stoppedAt().isEmpty()
                ? Finding.note(
                        "NOTHING_DIFFERS",
                        parts.span() + " is already as wanted: " + Telling.keys(survey.total.keys())
                                + ", none differs.")
                : null;
    }
}
