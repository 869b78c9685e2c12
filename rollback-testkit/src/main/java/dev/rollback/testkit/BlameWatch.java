package dev.rollback.testkit;

import dev.rollback.run.RunEvent;
import dev.rollback.target.FailureKind;
import java.util.List;
import java.util.Optional;

/** A step that fails because of somebody else needs somebody else. */
final class BlameWatch implements Invariant.Watch {
    private boolean interfered;

    @Override
    public Optional<String> interfered(Interference interference) {
        interfered = true;
        return Optional.empty();
    }

    @Override
    public Optional<String> atEnd(Rehearsed rehearsed) {
        return othersActed(rehearsed)
                ? Optional.empty()
                : rehearsed.runs().stream()
                        .flatMap(List::stream)
                        .flatMap(event -> blame(event).stream())
                        .findFirst();
    }

    private static Optional<String> blame(RunEvent event) {
        return event instanceof RunEvent.StepFailed failed && failed.kind() == FailureKind.CONFLICT
                ? Optional.of("Nobody else acted, and the report blames others: " + failed.reason())
                : Optional.empty();
    }

    private boolean othersActed(Rehearsed rehearsed) {
        return interfered
                || rehearsed.calls().list().stream()
                        .anyMatch(call ->
                                call.fault().filter(FaultKind.CONFLICT::equals).isPresent());
    }
}
