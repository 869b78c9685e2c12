package dev.rollback.aws.appconfig;

import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.appconfig.model.DeploymentStrategy;

/** Which strategy a rollback is deployed with: the one named, else the quickest there is, since the environment takes nothing else while it bakes. */
final class StrategyChoice {

    /** There in every account, with a bake of 10 minutes ("Working with deployment strategies" in the AppConfig user guide). */
    private static final Chosen PREDEFINED =
            new Chosen("AppConfig.AllAtOnce", "AppConfig.AllAtOnce", Duration.ZERO, Duration.ofMinutes(10));

    private StrategyChoice() {}

    /**
     * A strategy.
     *
     * @param id its id
     * @param name its name
     * @param deploying until all clients may get it
     * @param baking how long it is watched after that
     */
    record Chosen(String id, String name, Duration deploying, Duration baking) {
        Duration all() {
            return deploying.plus(baking);
        }

        @Override
        public String toString() {
            return name + " (" + deploying.toMinutes() + " min, then " + baking.toMinutes() + " min of bake)";
        }
    }

    static Chosen of(AppConfigCalls calls, Optional<String> named, Look look) {
        List<Chosen> all;
        try {
            all = calls.strategies(look).stream().map(StrategyChoice::chosen).toList();
        } catch (TargetException e) {
            if (e.kind() != TargetException.Kind.DENIED) {
                throw e;
            }
            return named.map(id -> new Chosen(id, id, Duration.ZERO, Duration.ofMinutes(10)))
                    .orElse(PREDEFINED);
        }
        return named.isPresent()
                ? all.stream()
                        .filter(one ->
                                one.id().equals(named.get()) || one.name().equals(named.get()))
                        .findFirst()
                        .orElseThrow(() -> TargetException.invalid("There is no deployment strategy " + named.get()
                                + ": expected one of "
                                + all.stream().map(Chosen::name).toList()
                                + ". Name one by name or id, or leave it out."))
                : all.stream()
                        .min(Comparator.comparing(Chosen::deploying)
                                .thenComparing(Chosen::baking)
                                .thenComparing(Chosen::id))
                        .orElse(PREDEFINED);
    }

    private static Chosen chosen(DeploymentStrategy shown) {
        return new Chosen(
                shown.id(),
                shown.name(),
                Duration.ofMinutes(Objects.requireNonNullElse(shown.deploymentDurationInMinutes(), 0)),
                Duration.ofMinutes(Objects.requireNonNullElse(shown.finalBakeTimeInMinutes(), 0)));
    }
}
