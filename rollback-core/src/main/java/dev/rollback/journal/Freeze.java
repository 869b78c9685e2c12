package dev.rollback.journal;

import dev.rollback.run.RunId;
import dev.rollback.target.TargetId;
import java.time.Instant;

/**
 * Says that a version which a run rolled away from shall not be deployed again for a while. It keeps nobody from rolling back. Goes by content; lifted as a quarantine is, and when the run is
 * taken back. Immutable.
 *
 * @param target where not
 * @param version the version as people know it
 * @param content its content
 * @param run the run that rolled away from it
 * @param reason the reason of that run's plan; may be empty
 * @param since when the run ended
 * @param until how long
 */
public record Freeze(
        TargetId target, String version, String content, RunId run, String reason, Instant since, Instant until) {

    /** For people: {@code Do not deploy v1.3.0 (42) to ecs-service:…/prod/checkout until …, because 5xx at 7 % (run …)}. */
    public String describe() {
        return "Do not deploy " + version + " to " + target + " until " + until
                + (reason.isEmpty() ? "" : ", because " + reason) + " (run " + run + ")";
    }
}
