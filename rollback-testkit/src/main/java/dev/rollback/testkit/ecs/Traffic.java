package dev.rollback.testkit.ecs;

import dev.rollback.testkit.ecs.Images.Quality;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who serves the users of a service right now, and how well: what a probe from outside would find. */
final class Traffic {
    private final ServiceModel service;

    Traffic(ServiceModel service) {
        this.service = service;
    }

    /** The share of the traffic by {@code family:revision}, from 0 to 1, the newest deployment first. */
    Map<String, Double> shares() {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Rollout rollout : serving()) {
            String definition = EcsWorld.name(rollout.revision().taskDefinition());
            shares.merge(definition, share(rollout), Double::sum);
        }
        return shares;
    }

    private List<Rollout> serving() {
        return service.rollouts().stream().filter(rollout -> part(rollout) > 0).toList();
    }

    /** Weights where a load balancer splits the traffic, else the tasks that run. */
    private int part(Rollout rollout) {
        int running = service.fleet().running(rollout);
        Integer weight = rollout.weight();
        return weight == null || running == 0 ? running : weight * service.desired();
    }

    private double share(Rollout rollout) {
        return (double) part(rollout) / serving().stream().mapToInt(this::part).sum();
    }

    /** Tells whether somebody serves and nobody who serves answers with errors. */
    boolean isHealthy() {
        Images images = service.world().images();
        List<Rollout> serving = serving();
        return !serving.isEmpty()
                && serving.stream()
                        .allMatch(rollout -> images.quality(rollout.revision().containerImages()) == Quality.GOOD);
    }
}
