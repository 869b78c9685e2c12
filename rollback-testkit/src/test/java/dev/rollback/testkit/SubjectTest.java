package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class SubjectTest {

    @Test
    void names_the_resources_of_a_request_and_shortens_their_arns() {
        UpdateServiceRequest request = UpdateServiceRequest.builder()
                .cluster("prod")
                .service("arn:aws:ecs:eu-west-1:123456789012:service/prod/checkout-api")
                .taskDefinition("arn:aws:ecs:eu-west-1:123456789012:task-definition/checkout-api:41")
                .desiredCount(4)
                .build();

        assertThat(Subject.names(request)).containsExactly("prod", "prod/checkout-api", "checkout-api:41");
    }

    @Test
    void names_each_of_several() {
        DescribeServicesRequest request = DescribeServicesRequest.builder()
                .cluster("prod")
                .services("a", "b")
                .build();

        assertThat(Subject.names(request)).containsExactly("prod", "a", "b");
    }

    @Test
    void shows_no_value_of_a_setting() {
        KeyValuePair password =
                KeyValuePair.builder().name("PASSWORD").value("hunter2").build();
        RegisterTaskDefinitionRequest request = RegisterTaskDefinitionRequest.builder()
                .family("checkout-api")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .environment(password)
                        .build())
                .build();

        assertThat(Subject.names(request)).containsExactly("checkout-api");
    }

    @Test
    void of_what_is_no_request_it_names_nothing() {
        assertThat(Subject.names("text")).isEmpty();
    }
}
