package dev.rollback.notify;

import dev.rollback.lease.Severity;
import dev.rollback.run.RunId;
import java.time.Instant;
import java.util.List;

/** Messages to send. */
final class Messages {

    static final RunId RUN = new RunId("20261120-120000-5d81883b");

    private Messages() {}

    static Message of(String title, String text) {
        Message.Head head = new Message.Head(
                RUN + "-started",
                Occasion.STARTED,
                Instant.parse("2026-11-20T12:00:00Z"),
                RUN,
                "checkout",
                Severity.MAJOR,
                "INC-7");
        return new Message(
                head,
                title,
                text,
                List.of(new Message.Move("api", "prod/api", "42", "41", "running")),
                "12:00 UTC: There is a problem with checkout.",
                "Wait.");
    }
}
