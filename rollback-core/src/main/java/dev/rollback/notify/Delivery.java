package dev.rollback.notify;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What became of a message, as the journal keeps it with the run. Immutable.
 *
 * @param at when that was known
 * @param notifier by which notifier, as it describes itself
 * @param message the id of the message
 * @param occasion why it was to be sent
 * @param fate what became of it
 * @param tries how often it was tried
 * @param why why it was not sent; empty if it was
 */
public record Delivery(
        Instant at, String notifier, String message, Occasion occasion, Fate fate, int tries, String why) {

    /** What became of a message. */
    public enum Fate {
        /** The other side took it. */
        SENT,
        /** It could not be sent, and is not tried any more. */
        GIVEN_UP,
        /** Something newer came before it could be sent. */
        LEFT_OUT
    }

    /** For people, for example {@code 2026-11-20T12:00:01Z STARTED sent by Slack webhook at hooks.slack.com}. */
    public String toText() {
        String what = switch (fate) {
            case SENT -> " sent by ";
            case GIVEN_UP -> " GIVEN UP after " + tries + (tries == 1 ? " try by " : " tries by ");
            case LEFT_OUT -> " left out by ";
        };
        return at.truncatedTo(ChronoUnit.SECONDS) + " " + occasion + what + notifier
                + (why.isEmpty() ? "" : ": " + why);
    }
}
