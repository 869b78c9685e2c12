package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** The messages of a service, newest first; ECS keeps the last hundred. */
final class EventLog {
    private static final int KEPT = 100;

    private final FakeAccount account;
    private final String service;
    private final Deque<ServiceEvent> events = new ArrayDeque<>();

    EventLog(FakeAccount account, String service) {
        this.account = account;
        this.service = service;
    }

    /** Adds what the service says of itself. */
    void add(Instant at, String message) {
        events.addFirst(ServiceEvent.builder()
                .id(account.nextUuid("service-event"))
                .createdAt(at)
                .message("(service " + service + ") " + message)
                .build());
        while (events.size() > KEPT) {
            events.removeLast();
        }
    }

    List<ServiceEvent> newestFirst() {
        return List.copyOf(events);
    }
}
