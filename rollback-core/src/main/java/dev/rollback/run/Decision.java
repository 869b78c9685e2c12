package dev.rollback.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one turn of the heart came to.
 *
 * @param events what happened: append them durably before anything else
 * @param commands what to do then
 * @param wake when to take the next turn although nothing came in; null for never
 */
public record Decision(
        List<RunEvent> events,
        List<Command> commands,
        @Nullable Instant wake) {}
