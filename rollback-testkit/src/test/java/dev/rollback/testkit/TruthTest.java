package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.TargetId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class TruthTest {

    private static final TargetId SERVICE = TargetId.parse("ecs-service:eu-west-1/123456789012/prod/api");

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final Truth truth = new Truth(world);

    @Test
    void a_request_names_a_target_by_whole_words_only() {
        assertThat(truth.isNamedIn(List.of("prod", "api"), SERVICE)).isTrue();
        assertThat(truth.isNamedIn(List.of("api-2", "service/prod/api"), SERVICE))
                .isTrue();
        assertThat(truth.isNamedIn(List.of("prod", "api-2", "my-api", "rapid"), SERVICE))
                .isFalse();
        assertThat(truth.isNamedIn(List.of("api"), SERVICE)).isFalse();
    }

    @Test
    void parts_of_a_name_are_what_stands_between_slashes_and_colons() {
        TargetId prefix = TargetId.parse("s3-prefix:eu-west-1/123456789012/shop//site:a/");

        assertThat(Truth.parts(SERVICE)).containsExactly("prod", "api");
        assertThat(Truth.parts(prefix)).containsExactly("shop", "site", "a");
    }

    @Test
    void a_call_is_of_a_targets_service_by_the_whole_name_of_that() throws NoSuchMethodException {
        assertThat(Truth.isOfItsService(updateService(), SERVICE)).isTrue();
        assertThat(Truth.isOfItsService(updateService(), TargetId.parse("ecsother:eu-west-1/123456789012/prod/api")))
                .isFalse();
        assertThat(Truth.isOfItsService(
                        updateService(), TargetId.parse("lambda-alias:eu-west-1/123456789012/prod:live")))
                .isFalse();
    }

    private Call updateService() throws NoSuchMethodException {
        Operation operation = Operation.of(AwsService.ECS, world.ecs().getClass())
                .of(EcsClient.class.getMethod("updateService", UpdateServiceRequest.class));
        return new Call(
                1, Instant.EPOCH, operation, UpdateServiceRequest.builder().build());
    }
}
