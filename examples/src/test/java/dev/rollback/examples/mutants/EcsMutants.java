package dev.rollback.examples.mutants;

import dev.rollback.examples.mutants.Mutant.Cause;
import dev.rollback.examples.mutants.Mutant.Hunt;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.testkit.Invariants;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** Bugs in the target for ECS services. */
final class EcsMutants {

    private static final String ECS = "dev.rollback.aws.ecs.";

    private EcsMutants() {}

    static List<Mutant> all() {
        return List.of(successOnStable(), afterTheBreaker(), desiredCount(), fights());
    }

    private static Mutant successOnStable() {
        return new Mutant(
                "success on stable",
                "the service is stable again, so the step settles, though the circuit breaker put another version there",
                List.of(new Bug(
                        ECS + "Watch",
                        "undone",
                        Twist.instead(call ->
                                Hidden.call(call.self(), "settled", call.arguments()[0], call.arguments()[2])))),
                new Hunt(Story.SERVICE_TAKEN_BACK, Exploring.PLAIN_RUN),
                new Cause(Invariants.SUCCESS_SERVES, "instead of api:41"));
    }

    private static Mutant afterTheBreaker() {
        return new Mutant(
                "again after the circuit breaker",
                "a deployment that ECS took back is started again",
                List.of(new Bug(ECS + "Watch", "undone", Twist.instead(call -> again()))),
                new Hunt(Story.SERVICE_TAKEN_BACK, Exploring.PLAIN_RUN),
                new Cause(Invariants.DONE_ONCE, "ecs:UpdateService"));
    }

    private static Progress again() {
        return Progress.pending("deploys it once more", 0.1, Memo.empty(), Duration.ofSeconds(5));
    }

    private static Mutant desiredCount() {
        return new Mutant(
                "desired count sent",
                "UpdateService sends the number of tasks that the service once had",
                List.of(new Bug(
                        UpdateServiceRequest.class.getName() + "$BuilderImpl",
                        "build",
                        Twist.first(call ->
                                call.self(UpdateServiceRequest.Builder.class).desiredCount(2)))),
                new Hunt(Story.SERVICE, Exploring.PLAIN_RUN),
                new Cause(Invariants.CAPACITY_KEPT, "ecs:UpdateService"));
    }

    private static Mutant fights() {
        return new Mutant(
                "fights another deployer",
                "a third version that somebody deploys in the middle is deployed over",
                List.of(
                        new Bug(ECS + "Watch", "undone", Twist.instead(call -> again())),
                        new Bug(ECS + "Reconciliation", "isThird", Twist.answering(third -> false))),
                new Hunt(Story.SERVICE, Exploring.INTERFERENCE),
                new Cause(Invariants.FIGHTS_NOBODY, "ecs:UpdateService"));
    }
}
