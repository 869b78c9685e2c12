package dev.rollback.testkit.lambda;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** The state of one version over time: pending, then active, unless a scene says otherwise. */
final class VersionState {
    private static final String PENDING = "Pending";
    private static final String ACTIVE = "Active";

    /** What a scene says of a version; any text, so that a state newer than the SDK can be rehearsed. */
    record Scripted(String state, @Nullable String reasonCode) {}

    private Instant active;
    private Instant updated;
    private String waitingFor = "Creating";
    private @Nullable Scripted scripted;
    private @Nullable Scripted lastUpdate;

    VersionState(Instant active) {
        this.active = active;
        this.updated = active;
    }

    void script(Scripted state) {
        scripted = state;
    }

    void scriptLastUpdate(Scripted status) {
        lastUpdate = status;
    }

    void updatingUntil(Instant end) {
        updated = end;
    }

    /** Traffic reaches the version: one whose resources were reclaimed is restored, and is pending until then. */
    void wake(Instant restored) {
        if (scripted != null && scripted.state().equals("Inactive")) {
            scripted = null;
            waitingFor = "Restoring";
            active = restored;
        }
    }

    boolean isPending(Instant now) {
        return name(now).equals(PENDING);
    }

    Instant active() {
        return active;
    }

    /** Is pending until then instead. */
    void activeFrom(Instant then) {
        active = then;
    }

    boolean isUpdating(Instant now) {
        return now.isBefore(updated);
    }

    boolean isActive(Instant now) {
        return name(now).equals(ACTIVE);
    }

    String name(Instant now) {
        if (scripted != null) {
            return scripted.state();
        }
        return now.isBefore(active) ? PENDING : ACTIVE;
    }

    FunctionConfiguration.Builder describe(Instant now, FunctionConfiguration.Builder answer) {
        answer.state(name(now));
        if (scripted != null) {
            answer.stateReasonCode(scripted.reasonCode())
                    .stateReason("The function is " + scripted.state() + ".")
                    .lastUpdateStatus("Successful");
        } else if (now.isBefore(active)) {
            return answer.stateReasonCode(waitingFor).stateReason("The function is being " + verb() + ".");
        }
        return describeUpdate(now, answer);
    }

    private String verb() {
        return waitingFor.equals("Creating") ? "created" : "restored";
    }

    private FunctionConfiguration.Builder describeUpdate(Instant now, FunctionConfiguration.Builder answer) {
        if (lastUpdate != null) {
            return answer.lastUpdateStatus(lastUpdate.state())
                    .lastUpdateStatusReasonCode(lastUpdate.reasonCode())
                    .lastUpdateStatusReason("The update is " + lastUpdate.state() + ".");
        }
        if (now.isBefore(updated)) {
            return answer.lastUpdateStatus("InProgress")
                    .lastUpdateStatusReasonCode("Creating")
                    .lastUpdateStatusReason("The function is being created.");
        }
        return answer.lastUpdateStatus("Successful");
    }
}
