package dev.rollback.aws.codepipeline;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.StageTransitionType;
import software.amazon.awssdk.services.codepipeline.model.TransitionState;

/**
 * An action that keeps a pipeline from bringing anything into a stage: {@code .run("hold", transition, step -> step.undo(transition.released()))}. Executions that are in the stage already go on.
 * What somebody else holds stays theirs: it is neither held twice nor released. A stage that cannot be
 * held fails nothing. While CodePipeline is away the step is tried on, so let nothing come after it.
 *
 * <p>AWS takes as a reason up to 300 letters, digits, blanks and {@code !@().*?-}; other signs are left out. Sources: AWS CodePipeline API reference, DisableStageTransition and
 * EnableStageTransition. Immutable and thread-safe. Made by {@code AwsTargets.pipelineTransition(pipeline, stage)}.
 */
public final class StageTransition implements Action {

    private static final int LONGEST = 300;
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final AwsScope scope;
    private final SdkService<CodePipelineClient> service;
    private final String pipeline;
    private final String stage;
    private final String reason;

    /** Made by {@code AwsTargets.pipelineTransition(pipeline, stage)}. */
    public StageTransition(AwsScope scope, String pipeline, String stage) {
        this(scope, checked("pipeline", pipeline), checked("stage", stage), "");
    }

    private StageTransition(AwsScope scope, String pipeline, String stage, String reason) {
        this.scope = scope;
        this.service = scope.service("codepipeline", CodePipelineClient.class)
                .about("stage " + stage + " of pipeline " + pipeline);
        this.pipeline = pipeline;
        this.stage = stage;
        this.reason = reason;
    }

    private static String checked(String what, String name) {
        if (!name.matches("[A-Za-z0-9.@_-]{1,100}")) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" names no " + what
                            + ": expected up to 100 letters, digits, dots, dashes, underscores and @, as CodePipeline shows it.");
        }
        return name;
    }

    /** The same, with a reason that the console shows. No secrets. */
    public StageTransition because(String why) {
        return new StageTransition(scope, pipeline, stage, why);
    }

    @Override
    public String describe() {
        return "hold stage " + stage + " of pipeline " + pipeline;
    }

    @Override
    public Assessment check(Look look) {
        Assessment.Builder assessment = assessment(describe(), "codepipeline:DisableStageTransition");
        TransitionState now = state(look);
        if (!Boolean.TRUE.equals(now.enabled())) {
            assessment.finding(Finding.note(
                    "HELD_ALREADY",
                    "Stage " + stage + " of pipeline " + pipeline + " is held already: " + now.disabledReason() + "."));
        }
        return assessment.build();
    }

    private Assessment.Builder assessment(String path, String write) {
        String arn = scope.arn("codepipeline", pipeline);
        return Assessment.expecting(SHORT, SHORT)
                .path(path)
                .reads("codepipeline:GetPipelineState", arn)
                .writes(write, arn + "/" + stage);
    }

    /** What AWS refuses for good keeps nobody from rolling back: the step ends, and says that nothing is held. */
    @Override
    public Progress reconcile(Attempt attempt) {
        try {
            return hold(attempt);
        } catch (TargetException e) {
            if (e.kind().isPassing() || e.kind() == TargetException.Kind.CREDENTIALS) {
                throw e;
            }
            return Progress.done("NOT HELD: " + e.getMessage());
        }
    }

    private Progress hold(Attempt attempt) {
        TransitionState now = state(attempt);
        if (!Boolean.TRUE.equals(now.enabled())) {
            return Progress.done("stage " + stage + " of pipeline " + pipeline + " is held: " + now.disabledReason());
        }
        String why = reason(attempt);
        service.write(
                attempt,
                "DisableStageTransition",
                client -> client.disableStageTransition(hold -> hold.pipelineName(pipeline)
                        .stageName(stage)
                        .transitionType(StageTransitionType.INBOUND)
                        .reason(why)));
        return Progress.done("holds stage " + stage + " of pipeline " + pipeline + ": " + why);
    }

    /** The mark by which it is known again, and as much of the reason as AWS takes. */
    private String reason(Attempt attempt) {
        String text = mark(attempt) + " " + reason.replaceAll("[^a-zA-Z0-9!@ ().*?-]", "");
        return text.substring(0, Math.min(LONGEST, text.length())).strip();
    }

    private static String mark(Attempt attempt) {
        return "rollback " + attempt.changeId();
    }

    private TransitionState state(Look look) {
        return service
                .read(look, "GetPipelineState", client -> client.getPipelineState(get -> get.name(pipeline)))
                .stageStates()
                .stream()
                .filter(found -> stage.equals(found.stageName()))
                .flatMap(found -> Stream.ofNullable(found.inboundTransitionState()))
                .findFirst()
                .orElseThrow(() -> TargetException.missing("Pipeline " + pipeline + " has no stage " + stage
                        + " with a transition into it: expected one. Check the name; the first stage has none."));
    }

    /** The action that lets the pipeline on again, if it is held by this: the undo of the step. */
    public Action released() {
        return new Action() {
            @Override
            public String describe() {
                return "release stage " + stage + " of pipeline " + pipeline;
            }

            @Override
            public Assessment check(Look look) {
                return assessment(describe(), "codepipeline:EnableStageTransition")
                        .build();
            }

            @Override
            public Progress reconcile(Attempt attempt) {
                return release(attempt);
            }
        };
    }

    private Progress release(Attempt attempt) {
        TransitionState now = state(attempt);
        if (Boolean.TRUE.equals(now.enabled())) {
            return Progress.done("stage " + stage + " of pipeline " + pipeline + " is not held");
        }
        if (!(now.disabledReason() + " ").startsWith(mark(attempt) + " ")) {
            return Progress.done("stage " + stage + " of pipeline " + pipeline + " stays held, by somebody else: "
                    + now.disabledReason());
        }
        service.write(
                attempt,
                "EnableStageTransition",
                client -> client.enableStageTransition(let ->
                        let.pipelineName(pipeline).stageName(stage).transitionType(StageTransitionType.INBOUND)));
        return Progress.done("stage " + stage + " of pipeline " + pipeline + " is released");
    }
}
