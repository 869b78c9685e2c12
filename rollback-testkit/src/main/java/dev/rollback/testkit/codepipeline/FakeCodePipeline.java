package dev.rollback.testkit.codepipeline;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineServiceClientConfiguration;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineException;
import software.amazon.awssdk.services.codepipeline.model.DisableStageTransitionRequest;
import software.amazon.awssdk.services.codepipeline.model.DisableStageTransitionResponse;
import software.amazon.awssdk.services.codepipeline.model.EnableStageTransitionRequest;
import software.amazon.awssdk.services.codepipeline.model.EnableStageTransitionResponse;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateRequest;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineStateResponse;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StageNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StageState;
import software.amazon.awssdk.services.codepipeline.model.StageTransitionType;
import software.amazon.awssdk.services.codepipeline.model.TransitionState;

/**
 * CodePipeline in memory, as far as the transitions into stages: GetPipelineState, DisableStageTransition, EnableStageTransition. Executions are not modelled. Not thread-safe.
 */
public final class FakeCodePipeline implements CodePipelineClient {

    private static final int LONGEST_REASON = 300;
    private static final String SERVICE = "CodePipeline";

    private final FakeAccount account;
    private final Map<String, Map<String, TransitionState>> pipelines = new LinkedHashMap<>();

    /** Opens CodePipeline without pipelines. */
    public FakeCodePipeline(FakeAccount account) {
        this.account = requireNonNull(account, "account");
    }

    /** A pipeline with these stages, the first of which nothing comes into by a transition. */
    public FakeCodePipeline pipeline(String name, String... stages) {
        Map<String, TransitionState> states = new LinkedHashMap<>();
        for (String stage : stages) {
            states.put(stage, open());
        }
        pipelines.put(name, states);
        return this;
    }

    private static TransitionState open() {
        return TransitionState.builder().enabled(true).build();
    }

    /** Lets somebody else hold the transition into a stage now. */
    public FakeCodePipeline otherActorHolds(String pipeline, String stage, String reason) {
        stages(pipeline).put(stage, held(reason, "arn:aws:iam::" + account.id() + ":user/somebody"));
        return this;
    }

    private TransitionState held(String reason, String by) {
        return TransitionState.builder()
                .enabled(false)
                .disabledReason(reason)
                .lastChangedBy(by)
                .lastChangedAt(account.now())
                .build();
    }

    /** Whether executions come into a stage. */
    public boolean isOpen(String pipeline, String stage) {
        return Boolean.TRUE.equals(stage(pipeline, stage).enabled());
    }

    /** Why a stage is held; empty if it is not. */
    public String heldBecause(String pipeline, String stage) {
        String reason = stage(pipeline, stage).disabledReason();
        return reason == null ? "" : reason;
    }

    private Map<String, TransitionState> stages(String pipeline) {
        Map<String, TransitionState> stages = pipelines.get(pipeline);
        if (stages == null) {
            throw AwsErrors.badRequest(
                    PipelineNotFoundException.builder(),
                    "PipelineNotFoundException",
                    "Account '" + account.id() + "' does not have a pipeline with name '" + pipeline + "'",
                    SERVICE);
        }
        return stages;
    }

    private TransitionState stage(String pipeline, String stage) {
        TransitionState state = stages(pipeline).get(stage);
        if (state == null) {
            throw AwsErrors.badRequest(
                    StageNotFoundException.builder(),
                    "StageNotFoundException",
                    "Stage '" + stage + "' does not exist in pipeline '" + pipeline + "'",
                    SERVICE);
        }
        return state;
    }

    @Override
    public GetPipelineStateResponse getPipelineState(GetPipelineStateRequest request) {
        List<StageState> stages = new ArrayList<>();
        stages(request.name()).forEach((name, state) -> {
            StageState.Builder stage = StageState.builder().stageName(name);
            stages.add((stages.isEmpty() ? stage : stage.inboundTransitionState(state)).build());
        });
        return GetPipelineStateResponse.builder()
                .pipelineName(request.name())
                .pipelineVersion(1)
                .stageStates(stages)
                .build();
    }

    @Override
    public DisableStageTransitionResponse disableStageTransition(DisableStageTransitionRequest request) {
        stage(request.pipelineName(), request.stageName());
        requireType(request.transitionTypeAsString());
        String reason = request.reason();
        if (reason == null || reason.length() > LONGEST_REASON || !reason.matches("[a-zA-Z0-9!@ ().*?-]+")) {
            throw invalid(
                    "Value '" + reason
                            + "' at 'reason' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9!@ \\(\\)\\.\\*\\?\\-]+");
        }
        stages(request.pipelineName())
                .put(
                        request.stageName(),
                        held(reason, "arn:aws:sts::" + account.id() + ":assumed-role/operator/rollback"));
        return DisableStageTransitionResponse.builder().build();
    }

    @Override
    public EnableStageTransitionResponse enableStageTransition(EnableStageTransitionRequest request) {
        stage(request.pipelineName(), request.stageName());
        requireType(request.transitionTypeAsString());
        stages(request.pipelineName()).put(request.stageName(), open());
        return EnableStageTransitionResponse.builder().build();
    }

    private static void requireType(String type) {
        if (StageTransitionType.fromValue(type) == StageTransitionType.UNKNOWN_TO_SDK_VERSION) {
            throw invalid(
                    "Value '" + type
                            + "' at 'transitionType' failed to satisfy constraint: Member must satisfy enum value set: [Inbound, Outbound]");
        }
    }

    private static AwsServiceException invalid(String message) {
        return AwsErrors.badRequest(
                CodePipelineException.builder(),
                "ValidationException",
                "1 validation error detected: " + message,
                SERVICE);
    }

    /** Tells the region, as a real client does; nothing else of its configuration. */
    @Override
    public CodePipelineServiceClientConfiguration serviceClientConfiguration() {
        return CodePipelineServiceClientConfiguration.builder()
                .region(Region.of(account.region()))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
