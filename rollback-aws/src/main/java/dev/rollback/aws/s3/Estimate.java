package dev.rollback.aws.s3;

import java.time.Duration;
import java.util.Locale;
import software.amazon.awssdk.services.s3.model.Tier;

/** How long a change takes and what it leaves to pay for, by what S3 usually does. */
final class Estimate {

    private static final Duration A_PAGE = Duration.ofMillis(150);
    private static final Duration A_COPY = Duration.ofMillis(120);
    private static final Duration A_BATCH_OF_MARKERS = Duration.ofSeconds(1);
    private static final Duration LEAST = Duration.ofSeconds(5);

    /** Bytes that one copy within S3 gets through in a second. */
    private static final long SPEED = 100_000_000;

    private static final double DOLLARS_A_GB = 0.023;
    private static final double GB = 1e9;

    private final Parts parts;
    private final Survey survey;

    Estimate(Parts parts, Survey survey) {
        this.parts = parts;
        this.survey = survey;
    }

    /** Until users get the wanted state. */
    Duration serving() {
        long copies = survey.total.copies() + survey.total.compares();
        long sideBySide = Math.max(1, Math.min(parts.settings().atOnce(), copies));
        Duration calls = A_COPY.multipliedBy(copies).dividedBy(sideBySide);
        Duration bytes = Duration.ofSeconds(survey.total.copyBytes() / SPEED / sideBySide);
        return LEAST.plus(listing()).plus(calls).plus(bytes).plus(restoring());
    }

    /** Until all is removed that has to be, and compared. */
    Duration settled() {
        long batches = (survey.total.removals() + S3Calls.PAGE - 1) / S3Calls.PAGE;
        Duration grace = batches == 0 ? Duration.ZERO : parts.settings().removeAfter();
        return serving()
                .plus(grace)
                .plus(A_BATCH_OF_MARKERS.multipliedBy(batches))
                .plus(listing());
    }

    private Duration listing() {
        return A_PAGE.multipliedBy(survey.pages());
    }

    /** What S3's user guide states as usual, "Archive retrieval options". */
    private Duration restoring() {
        Tier tier = parts.settings().restoring();
        if (survey.archived.isEmpty() || tier == null) {
            return Duration.ZERO;
        }
        boolean deep = survey.archived.containsKey("DEEP_ARCHIVE");
        return switch (tier) {
            case EXPEDITED -> deep ? Duration.ofHours(12) : Duration.ofMinutes(5);
            case BULK -> Duration.ofHours(deep ? 48 : 12);
            default -> Duration.ofHours(deep ? 12 : 5);
        };
    }

    static String dollars(long bytes) {
        double dollars = bytes / GB * DOLLARS_A_GB;
        return dollars < 0.01 ? "less than 0.01 USD" : String.format(Locale.ROOT, "about %,.2f USD", dollars);
    }
}
