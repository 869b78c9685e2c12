package dev.rollback.notify;

import dev.rollback.lease.Severity;
import dev.rollback.run.RunId;
import java.time.Instant;
import java.util.List;

/**
 * What people are told of a run. Immutable. Holds no secrets.
 *
 * @param head which message of what
 * @param title one line
 * @param text what is known, for those who work on it: several lines; may be empty
 * @param moves what goes from where to where; of very many the first, and {@code text} says how many are left out
 * @param statusUpdate for people outside, ready to paste on a status page: plain words, times in UTC, nothing of what is inside
 * @param nextAction what to do now; may be empty
 */
public record Message(Head head, String title, String text, List<Move> moves, String statusUpdate, String nextAction) {

    /**
     * Which message it is, and of what.
     *
     * @param id the same for the same message however often it is sent, and no other's; letters, digits and dashes
     * @param occasion why it is sent
     * @param at when what it tells happened, by the engine's clock
     * @param run the run
     * @param plan the plan's name
     * @param severity how bad it is that the plan waits
     * @param incident the id of the incident; empty if nobody said
     */
    public record Head(
            String id, Occasion occasion, Instant at, RunId run, String plan, Severity severity, String incident) {}

    /**
     * What one step brings back.
     *
     * @param step its name
     * @param target the target's name
     * @param from what it was found in, for people
     * @param to what it goes to, for people
     * @param state how far it is, for example {@code serving}
     */
    public record Move(String step, String target, String from, String to, String state) {}

    /** Copies the moves. */
    public Message {
        moves = List.copyOf(moves);
    }

    /** Which message it is: the same however often it is sent. */
    public String id() {
        return head.id();
    }

    /** Why it is sent. */
    public Occasion occasion() {
        return head.occasion();
    }

    /** All of it for people, plain, without the title; its last line names run, plan, severity and incident. */
    public String toText() {
        StringBuilder out = new StringBuilder();
        paragraph(out, text);
        StringBuilder list = new StringBuilder();
        for (Move move : moves) {
            list.append(move.step())
                    .append(": ")
                    .append(move.from())
                    .append(" -> ")
                    .append(move.to());
            list.append(", ").append(move.state()).append('\n');
        }
        paragraph(out, list.toString());
        paragraph(out, nextAction.isEmpty() ? "" : "Next: " + nextAction);
        paragraph(out, "Status update, ready to paste:\n" + statusUpdate);
        String incident = head.incident().isEmpty() ? "" : "incident " + head.incident() + ", ";
        return out.append(incident)
                .append("run ")
                .append(head.run())
                .append(" of ")
                .append(head.plan())
                .append(", ")
                .append(head.severity())
                .toString();
    }

    private static void paragraph(StringBuilder out, String text) {
        if (!text.isEmpty()) {
            out.append(text.stripTrailing()).append("\n\n");
        }
    }

    /** All of it for programs: one JSON object, described in the guide on messages; fields are added, never renamed. */
    public String toJson() {
        return MessageJson.write(this);
    }
}
