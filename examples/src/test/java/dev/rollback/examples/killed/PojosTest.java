package dev.rollback.examples.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/** What goes over the line comes out as it went in. */
class PojosTest {

    private static @Nullable Object sent(Serializable written) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(written);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    private static @Nullable Object overTheLine(Object value) throws Exception {
        return Pojos.read((Serializable) sent(Objects.requireNonNull(Pojos.write(value))));
    }

    @Test
    void a_request_keeps_its_parts_and_what_was_not_set() throws Exception {
        UpdateServiceRequest request = UpdateServiceRequest.builder()
                .cluster("prod")
                .desiredCount(4)
                .forceNewDeployment(true)
                .deploymentConfiguration(DeploymentConfiguration.builder()
                        .minimumHealthyPercent(100)
                        .build())
                .loadBalancers(List.of())
                .build();

        UpdateServiceRequest copy = (UpdateServiceRequest) Objects.requireNonNull(overTheLine(request));

        assertThat(copy).isEqualTo(request);
        assertThat(copy.hasLoadBalancers()).isTrue();
        assertThat(copy.hasServiceRegistries()).isFalse();
    }

    @Test
    void a_map_keeps_its_numbers() throws Exception {
        UpdateAliasRequest request = UpdateAliasRequest.builder()
                .routingConfig(AliasRoutingConfiguration.builder()
                        .additionalVersionWeights(Map.of("7", 0.25))
                        .build())
                .build();

        assertThat(overTheLine(request)).isEqualTo(request);
    }

    @Test
    void a_response_keeps_what_came_over_http() throws Exception {
        HeadBucketResponse.Builder response = HeadBucketResponse.builder().bucketRegion("eu-west-1");
        response.sdkHttpResponse(SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Date", "Mon, 02 Mar 2026 09:00:00 GMT")
                .build());

        HeadBucketResponse copy = (HeadBucketResponse) Objects.requireNonNull(overTheLine(response.build()));

        assertThat(copy.sdkHttpResponse().firstMatchingHeader("date"))
                .isEqualTo(Optional.of("Mon, 02 Mar 2026 09:00:00 GMT"));
        assertThat(copy.bucketRegion()).isEqualTo("eu-west-1");
    }

    @Test
    void a_refusal_keeps_its_kind_code_status_and_request() throws Exception {
        Throwable refused = ServiceNotFoundException.builder()
                .message("no such service")
                .statusCode(400)
                .requestId("r-1")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ServiceNotFoundException")
                        .errorMessage("no such service")
                        .serviceName("Ecs")
                        .build())
                .build();

        Throwable copy = Pojos.thrown((Serializable) Objects.requireNonNull(sent(Pojos.refusal(refused))));

        assertThat(copy).isInstanceOfSatisfying(ServiceNotFoundException.class, thrown -> {
            assertThat(thrown.statusCode()).isEqualTo(400);
            assertThat(thrown.requestId()).isEqualTo("r-1");
            assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo("ServiceNotFoundException");
            assertThat(thrown.getMessage()).contains("no such service");
        });
    }

    @Test
    void what_is_no_part_of_a_request_is_refused() {
        assertThatThrownBy(() -> Pojos.write(new IOException("no part of a request")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A java.io.IOException cannot be sent to another process: expected what members of requests"
                        + " are made of. Teach Pojos.");
    }
}
