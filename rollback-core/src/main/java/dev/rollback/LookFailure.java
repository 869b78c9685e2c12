package dev.rollback;

import dev.rollback.target.Finding;
import dev.rollback.target.TargetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What it means for a preview that a look could not be made. */
final class LookFailure {

    private LookFailure() {}

    static Finding finding(PlannedStep step, boolean currentKnown, boolean choiceKnown, TargetException failure) {
        String message = Texts.sentence(failure);
        if ((currentKnown && choiceKnown) || step.target().isEmpty()) {
            return Finding.warning(
                    "CHECK_UNKNOWN",
                    "What speaks against step " + step.name() + " could not be found out: " + message,
                    "It can be run all the same.");
        }
        if (currentKnown) {
            return Finding.hard(
                    "HISTORY_UNKNOWN",
                    "What " + step.requireTarget().name() + " served before could not be read: " + message,
                    "Name a version with to(exactly(id)), or " + remedy(failure));
        }
        return Finding.hard(
                code(failure),
                "What " + step.requireTarget().name() + " serves could not be read: " + message,
                isSaid(message, remedy(failure)) ? "" : upper(remedy(failure)));
    }

    private static String code(TargetException failure) {
        return switch (failure.kind()) {
            case MISSING -> "MISSING";
            case DENIED -> "DENIED";
            case CREDENTIALS -> "CREDENTIALS";
            case INVALID -> "INVALID";
            case THROTTLED, TRANSIENT, UNKNOWN_OUTCOME, CONFLICT -> "CURRENT_UNKNOWN";
        };
    }

    private static String remedy(TargetException failure) {
        return switch (failure.kind()) {
            case MISSING -> "check the name, the account and the region.";
            case DENIED -> "give the caller the permission that the message names.";
            case CREDENTIALS -> "make the preview again with valid ones.";
            case INVALID -> "mend what the message names.";
            case THROTTLED, TRANSIENT, UNKNOWN_OUTCOME, CONFLICT -> "make the preview again.";
        };
    }

    /** Errors of AWS end with a remedy of their own. */
    private static boolean isSaid(@Nullable String message, String remedy) {
        return message != null && message.toLowerCase(Locale.ROOT).contains(remedy);
    }

    private static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
