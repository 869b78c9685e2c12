package dev.rollback.aws.ecs;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcsServiceTest {

    private final Drive drive = new Drive();

    private EcsService service(String cluster, String service) {
        return new EcsService(AwsScope.of(drive.world::client, "eu-west-1", "123456789012"), cluster, service);
    }

    @ParameterizedTest
    @CsvSource({
        "prod, checkout",
        "arn:aws:ecs:eu-west-1:123456789012:cluster/prod, checkout",
        "prod, arn:aws:ecs:eu-west-1:123456789012:service/prod/checkout",
        "arn:aws:ecs:eu-west-1:123456789012:cluster/prod, arn:aws:ecs:eu-west-1:123456789012:service/checkout"
    })
    void names_and_arns_name_the_same_service(String cluster, String service) {
        assertThat(service(cluster, service).id()).hasToString("ecs-service:eu-west-1/123456789012/prod/checkout");
        assertThat(service(cluster, service).name()).isEqualTo("checkout");
    }

    @ParameterizedTest
    @CsvSource({
        "'', checkout, cluster",
        "prod, '', service",
        "prod, 'check out', service",
        "prod, prod/checkout, service",
        "prod, arn:aws:ecs:eu-west-1:123456789012:task/prod/checkout, service",
        "arn:aws:ecs:eu-west-1:1234:cluster/prod, checkout, cluster"
    })
    void malformed_names_are_refused_with_the_value_and_the_remedy(String cluster, String service, String what) {
        assertThatThrownBy(() -> service(cluster, service))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The ECS " + what)
                .hasMessageContaining("is not a name: expected 1 to 255 letters")
                .hasMessageContaining("aws ecs list-");
    }

    @Test
    void names_that_contradict_each_other_are_refused() {
        assertThatThrownBy(() -> service("prod", "arn:aws:ecs:eu-west-1:123456789012:service/test/checkout"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names cluster test, expected prod");
    }

    @Test
    void a_missing_service_is_named_with_cluster_and_remedy() {
        drive.world.ecs().service("prod", "checkout").ran("41", ofDays(3));

        assertThatThrownBy(() -> service("prod", "chekout").current(drive))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("no ECS service \"chekout\" in cluster \"prod\"")
                .hasMessageContaining("aws ecs list-services --cluster prod")
                .extracting(e -> ((TargetException) e).kind())
                .isEqualTo(TargetException.Kind.MISSING);
    }

    @Test
    void a_missing_cluster_is_missing() {
        drive.world.ecs().service("prod", "checkout").ran("41", ofDays(3));

        assertThatThrownBy(() -> service("prd", "checkout").current(drive))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("ClusterNotFoundException")
                .extracting(e -> ((TargetException) e).kind())
                .isEqualTo(TargetException.Kind.MISSING);
    }

    @Test
    void the_current_version_says_what_serves_and_how() {
        drive.world.ecs().service("prod", "checkout").desired(3).ran("41", ofDays(3));

        Version current = drive.current();

        assertThat(current.facts())
                .containsEntry("controller", "ECS")
                .containsEntry("strategy", "ROLLING")
                .containsEntry("desired", "3")
                .containsEntry("running", "3")
                .containsKeys("deployment", "deployedAt", "definition", "revision", "digest.app", "image.app");
    }

    @Test
    void a_denied_look_is_denied() {
        drive.world.ecs().service("prod", "checkout").ran("41", ofDays(3));
        drive.world.faults().on("ecs:DescribeServices").always().accessDenied();

        assertThatThrownBy(drive::current)
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("ecs:DescribeServices")
                .extracting(e -> ((TargetException) e).kind())
                .isEqualTo(TargetException.Kind.DENIED);
    }
}
