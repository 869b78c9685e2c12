package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineException;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StageNotFoundException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** What keeps pipelines from deploying: parameters that are put, and transitions that are held. */
class FakeFreezesTest {

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final SsmClient ssm = world.client(SsmClient.class);
    private final CodePipelineClient pipelines = world.client(CodePipelineClient.class);

    @Test
    void a_parameter_is_put_and_overwritten_in_versions() {
        assertThat(ssm.putParameter(put -> put.name("/a/b").value("1").type("String"))
                        .version())
                .isEqualTo(1);
        assertThat(ssm.putParameter(put -> put.name("/a/b").value("2").overwrite(true))
                        .version())
                .isEqualTo(2);

        assertThat(world.ssm().value("/a/b")).contains("2");
        assertThat(ssm.getParameters(get -> get.names("/a/b"))
                        .parameters()
                        .get(0)
                        .version())
                .isEqualTo(2);
    }

    @Test
    void a_parameter_is_not_overwritten_unasked_nor_too_large_nor_badly_named() {
        ssm.putParameter(put -> put.name("/a/b").value("1").type("String"));

        assertRefused(
                "ParameterAlreadyExists",
                () -> ssm.putParameter(put -> put.name("/a/b").value("2")));
        assertRefused(
                "ValidationException",
                () -> ssm.putParameter(put -> put.name("/a/c").value("x".repeat(4_097))));
        assertRefused(
                "ValidationException",
                () -> ssm.putParameter(put -> put.name("a b").value("x")));
    }

    private static void assertRefused(String code, Runnable call) {
        assertThatExceptionOfType(SsmException.class)
                .isThrownBy(call::run)
                .matches(e -> e.awsErrorDetails().errorCode().equals(code));
    }

    @Test
    void a_transition_is_held_with_a_reason_and_let_on() {
        world.codePipeline().pipeline("p", "Source", "Deploy");

        pipelines.disableStageTransition(hold -> hold.pipelineName("p")
                .stageName("Deploy")
                .transitionType("Inbound")
                .reason("bad release"));
        assertThat(pipelines
                        .getPipelineState(get -> get.name("p"))
                        .stageStates()
                        .get(1)
                        .inboundTransitionState())
                .matches(state -> !state.enabled() && state.disabledReason().equals("bad release"));

        pipelines.enableStageTransition(
                let -> let.pipelineName("p").stageName("Deploy").transitionType("Inbound"));
        assertThat(world.codePipeline().isOpen("p", "Deploy")).isTrue();
    }

    @Test
    void what_is_not_there_and_reasons_with_other_signs_are_refused() {
        world.codePipeline().pipeline("p", "Source", "Deploy");

        assertThatExceptionOfType(PipelineNotFoundException.class)
                .isThrownBy(() -> pipelines.getPipelineState(get -> get.name("q")));
        assertThatExceptionOfType(StageNotFoundException.class)
                .isThrownBy(() -> pipelines.enableStageTransition(
                        let -> let.pipelineName("p").stageName("Test").transitionType("Inbound")));
        assertThatExceptionOfType(CodePipelineException.class)
                .isThrownBy(() -> pipelines.disableStageTransition(hold -> hold.pipelineName("p")
                        .stageName("Deploy")
                        .transitionType("Inbound")
                        .reason("5xx: 7 %")))
                .withMessageContaining("failed to satisfy constraint");
    }
}
