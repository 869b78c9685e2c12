package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/** What the steps of a run found, by step and key. Written on the loop, read by calls. */
final class Facts {

    private final Map<String, SortedMap<String, String>> byStep = new ConcurrentHashMap<>();

    void add(Outline outline, List<RunEvent> events) {
        for (RunEvent event : events) {
            if (event instanceof RunEvent.StepSettled settled
                    && !settled.settled().facts().isEmpty()) {
                byStep.put(
                        outline.steps().get(settled.step()).name(),
                        settled.settled().facts());
            }
        }
    }

    Optional<String> of(String step, String key) {
        return Optional.ofNullable(byStep.get(step)).map(facts -> facts.get(key));
    }
}
