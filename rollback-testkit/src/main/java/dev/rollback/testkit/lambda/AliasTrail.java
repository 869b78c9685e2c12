package dev.rollback.testkit.lambda;

import dev.rollback.testkit.cloudtrail.JsonObject;
import dev.rollback.testkit.cloudtrail.Trail;
import dev.rollback.testkit.cloudtrail.TrailActor;
import dev.rollback.testkit.cloudtrail.TrailEvent;
import dev.rollback.testkit.cloudtrail.TrailEvent.Call;
import dev.rollback.testkit.cloudtrail.TrailEvent.Outcome;
import java.time.Instant;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Tells CloudTrail of moves of aliases, in its words. */
final class AliasTrail {
    static final String CREATE = "CreateAlias20150331";
    static final String UPDATE = "UpdateAlias20150331";
    static final String DELETE = "DeleteAlias20150331";

    private final Trail trail;

    AliasTrail(Trail trail) {
        this.trail = trail;
    }

    void record(TrailEvent event) {
        trail.record(event);
    }

    void forget(TrailEvent event) {
        trail.forget(event);
    }

    static TrailEvent event(String name, AliasChange change, TrailActor actor, Instant time, Outcome outcome) {
        String function = FunctionRef.of(change.functionName()).name();
        Call call = new Call("lambda.amazonaws.com", name, "AWS::Lambda::Function", function);
        return new TrailEvent(time, actor, call, change.parameters(), outcome);
    }

    static Outcome answered(StoredAlias alias) {
        JsonObject answer = JsonObject.empty()
                .with("aliasArn", alias.arn())
                .with("name", alias.name())
                .with("functionVersion", alias.version())
                .with("description", alias.description())
                .with("revisionId", alias.revisionId());
        return Outcome.answered(
                alias.weights().isEmpty()
                        ? answer
                        : answer.with("routingConfig", AliasChange.routing(alias.weights())));
    }

    static Outcome refused(LambdaException refusal) {
        return Outcome.refused(
                refusal.awsErrorDetails().errorCode(), refusal.awsErrorDetails().errorMessage());
    }
}
