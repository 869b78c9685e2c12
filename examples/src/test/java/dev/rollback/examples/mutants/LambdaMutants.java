package dev.rollback.examples.mutants;

import dev.rollback.examples.mutants.Mutant.Cause;
import dev.rollback.examples.mutants.Mutant.Hunt;
import dev.rollback.testkit.Invariants;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;

/** Bugs in the target for Lambda aliases. */
final class LambdaMutants {

    private static final String LAMBDA = "dev.rollback.aws.lambda.";

    private LambdaMutants() {}

    static List<Mutant> all() {
        return List.of(noWeights(), lostIsDone(), takesOver(), notReady());
    }

    private static Mutant noWeights() {
        return new Mutant(
                "no weights sent",
                "UpdateAlias leaves the weights out, so that those that are there stay",
                List.of(new Bug(
                        UpdateAliasRequest.class.getName() + "$BuilderImpl",
                        "build",
                        Twist.first(call -> call.self(UpdateAliasRequest.Builder.class)
                                .routingConfig((AliasRoutingConfiguration) null)))),
                new Hunt(Story.CANARY, Exploring.PLAIN_RUN),
                new Cause(Invariants.RIGHTLY_BLAMED, "to 90 % to 6, 10 % to 7"));
    }

    private static Mutant lostIsDone() {
        return new Mutant(
                "no answer is a success",
                "an update of the alias whose answer did not come counts as done, without a look",
                List.of(new Bug(
                        LAMBDA + "Convergence",
                        "afterDoubt",
                        Twist.instead(call -> Hidden.call(
                                call.self(),
                                "settled",
                                Hidden.call(Hidden.field(call.self(), "goal"), "want"),
                                "it was asked for")))),
                new Hunt(Story.ALIAS, Exploring.EVERY_FAULT),
                new Cause(Invariants.SUCCESS_SERVES, "lambda:UpdateAlias, call 1, "));
    }

    private static Mutant takesOver() {
        return new Mutant(
                "takes over what somebody else set",
                "an alias that points to a third version by now is set all the same",
                List.of(new Bug(LAMBDA + "Goal", "covers", Twist.answering(covers -> true))),
                new Hunt(Story.ALIAS_OF_TWO, Exploring.PLAIN_RUN),
                new Cause(Invariants.FIGHTS_NOBODY, "lambda:UpdateAlias"));
    }

    private static Mutant notReady() {
        return new Mutant(
                "traffic to a version that is not there",
                "whether the wanted version can be called is not looked at before the alias is moved",
                List.of(new Bug(LAMBDA + "Readiness", "of", Twist.instead(call -> Optional.empty()))),
                new Hunt(Story.ALIAS_TO_A_DEAD_VERSION, Exploring.PLAIN_RUN),
                new Cause(Invariants.NEVER_WORSE, "lambda:UpdateAlias"));
    }
}
