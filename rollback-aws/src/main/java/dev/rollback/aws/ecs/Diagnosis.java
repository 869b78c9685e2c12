package dev.rollback.aws.ecs;

import dev.rollback.target.FailureKind;
import dev.rollback.target.Look;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Tells why tasks do not come up, in the service's own words: its events and what its stopped tasks say. */
final class Diagnosis {

    private static final int MOST_REASONS = 3;
    private static final List<String> TROUBLE =
            List.of("unable to", "was unable", "failed", "unhealthy", "is not able", "circuit breaker");

    private final EcsCalls calls;

    Diagnosis(EcsCalls calls) {
        this.calls = calls;
    }

    /**
     * What is known of a deployment's trouble.
     *
     * @param reasons what tasks and events say
     * @param ownFault whether tasks of the version started and did not stay
     */
    record Trouble(List<String> reasons, boolean ownFault) {

        Trouble {
            reasons = List.copyOf(reasons);
        }

        /** The reasons after a sentence, or nothing. */
        String after(String sentence) {
            return reasons.isEmpty() ? sentence : sentence + " " + String.join("; ", reasons);
        }

        /** Whose fault it is, given what the service did about it. */
        FailureKind kind(boolean takenBack, String verdict) {
            boolean alarm = verdict.toLowerCase(Locale.ROOT).contains("alarm");
            if (ownFault && !alarm) {
                return FailureKind.VERSION;
            }
            return takenBack || alarm ? FailureKind.REVERTED_BY_AWS : FailureKind.ENVIRONMENT;
        }
    }

    /** What the tasks of a definition and the events since a time say. */
    Trouble of(Seen seen, String definition, Instant since, Look look) {
        List<Task> stopped = Gaps.seen(() -> calls.stoppedTasks(look)).orElse(List.of()).stream()
                .filter(task -> Seen.sameDefinition(String.valueOf(task.taskDefinitionArn()), definition))
                .filter(task -> task.createdAt() == null || !task.createdAt().isBefore(since.minus(Turn.SKEW)))
                .filter(task -> task.stopCode() != TaskStopCode.SERVICE_SCHEDULER_INITIATED || isUnhealthy(task))
                .toList();
        Set<String> reasons = new LinkedHashSet<>();
        stopped.stream().map(Diagnosis::reason).limit(MOST_REASONS).forEach(reasons::add);
        lastEvent(seen, since).ifPresent(reasons::add);
        return new Trouble(new ArrayList<>(reasons), stopped.stream().anyMatch(Diagnosis::isOwnFault));
    }

    private static boolean isOwnFault(Task task) {
        return task.stopCode() == TaskStopCode.ESSENTIAL_CONTAINER_EXITED || isUnhealthy(task);
    }

    private static boolean isUnhealthy(Task task) {
        return String.valueOf(task.stoppedReason()).contains("health check");
    }

    private static String reason(Task task) {
        String exits = task.containers().stream()
                .filter(container -> container.exitCode() != null || container.reason() != null)
                .map(Diagnosis::exit)
                .findFirst()
                .orElse("");
        String said = String.valueOf(task.stoppedReason());
        return said.contains(exits) ? said : said + " (" + exits + ")";
    }

    private static String exit(Container container) {
        return container.exitCode() == null
                ? String.valueOf(container.reason())
                : container.name() + " exited with " + container.exitCode();
    }

    /** The newest event since a time that tells of trouble, in the service's words. */
    static Optional<String> lastEvent(Seen seen, Instant since) {
        return events(seen, since)
                .filter(event -> TROUBLE.stream().anyMatch(event::contains))
                .findFirst();
    }

    /** Whether an event since a time says so. */
    static boolean says(Seen seen, Instant since, String words) {
        return events(seen, since).anyMatch(event -> event.contains(words));
    }

    private static Stream<String> events(Seen seen, Instant since) {
        return seen.service().events().stream()
                .filter(event -> event.message() != null)
                .filter(event -> event.createdAt() != null && !event.createdAt().isBefore(since))
                .map(ServiceEvent::message);
    }
}
