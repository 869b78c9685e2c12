package dev.rollback.testkit;

import dev.rollback.target.Change;
import dev.rollback.target.TargetId;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.appconfig.model.StartDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** What each write does to the targets in truth: looked at just before it and just after it. */
final class TruthWatches {

    private TruthWatches() {}

    static Invariant.Watch capacityKept(Stage stage) {
        return new CapacityKept(stage);
    }

    static Invariant.Watch neverToTheBad(Stage stage) {
        return new NeverToTheBad(stage);
    }

    private static final class CapacityKept extends AroundWrites<OptionalInt> {
        CapacityKept(Stage stage) {
            super(stage);
        }

        @Override
        OptionalInt figure(Truth truth, Change change) {
            return truth.capacity(change.target());
        }

        @Override
        Optional<String> compare(Change change, OptionalInt before, OptionalInt after) {
            return before.orElse(0) > after.orElse(0)
                    ? Optional.of("lowered what " + change.target() + " may carry from " + before.getAsInt() + " to "
                            + after.orElse(0) + ".")
                    : Optional.empty();
        }
    }

    private static final class NeverToTheBad extends AroundWrites<Double> {
        private static final double SOME = 0.001;

        NeverToTheBad(Stage stage) {
            super(stage);
        }

        @Override
        Double figure(Truth truth, Change change) {
            return truth.share(change.target(), change.from());
        }

        @Override
        Optional<String> compare(Change change, Double before, Double after) {
            return after > before + SOME && !change.isEmpty()
                    ? Optional.of("gave " + change.from().title() + " of " + change.target() + " a share of " + after
                            + " of the traffic, it had " + before + ".")
                    : Optional.empty();
        }

        @Override
        public Optional<String> before(Call call) {
            super.before(call);
            return changes().stream()
                    .filter(change -> !Truth.name(change.from()).equals(Truth.name(change.to())))
                    .filter(change -> deploys(call, change.target(), Truth.name(change.from())))
                    .map(change -> call.operation() + " of " + change.target() + " asks for "
                            + change.from().title() + ", which is rolled away from.")
                    .findFirst();
        }

        /** A deployment takes its time, so it is the request that tells. */
        private boolean deploys(Call call, TargetId target, String version) {
            boolean asked = switch (call.operation()) {
                case "ecs:UpdateService" -> asksEcs(call.request(), version);
                case "appconfig:StartDeployment" -> asksAppConfig(call.request(), target, version);
                default -> false;
            };
            return asked && truth().isNamedIn(call.names(), target);
        }

        private static boolean asksEcs(Object request, String version) {
            return request instanceof UpdateServiceRequest update
                    && update.taskDefinition() != null
                    && update.taskDefinition().endsWith(version);
        }

        private boolean asksAppConfig(Object request, TargetId target, String version) {
            return request instanceof StartDeploymentRequest start
                    && version.equals(start.configurationVersion())
                    && truth().isProfile(target, start.configurationProfileId());
        }
    }
}
