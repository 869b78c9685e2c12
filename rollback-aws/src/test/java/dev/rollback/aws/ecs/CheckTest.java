package dev.rollback.aws.ecs;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Permission;
import dev.rollback.testkit.ecs.FakeEcsService;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Secret;

class CheckTest {

    private static final String REPOSITORY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/checkout";
    private static final String SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:checkout/db-AbCdEf";

    private final Drive drive = new Drive();
    private final FakeEcsService service = drive.world.ecs().service("prod", "checkout");

    private Change goodThenBad() {
        service.desired(4).ran("41", ofDays(30)).deployed("42", ofMinutes(20)).unhealthy();
        return drive.to("checkout:41");
    }

    private void container(String version, Consumer<ContainerDefinition.Builder> change) {
        ContainerDefinition.Builder app = ContainerDefinition.builder()
                .name("app")
                .image(REPOSITORY + ":" + version)
                .essential(true);
        change.accept(app);
        service.definition(version, definition -> definition.containerDefinitions(app.build()));
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private static Secret secret(String name, String from) {
        return Secret.builder().name(name).valueFrom(from).build();
    }

    @Test
    void an_ordinary_rollback_has_nothing_against_it_and_writes_nothing() {
        Change change = goodThenBad();

        Assessment assessment = drive.check(change);

        assertThat(assessment.findings()).isEmpty();
        assertThat(drive.writes()).isEmpty();
    }

    @Test
    void the_path_and_the_difference_are_shown() {
        Assessment assessment = drive.check(goodThenBad());

        assertThat(assessment.path().get(0))
                .startsWith("UpdateService to checkout:41")
                .contains("definition goes back");
        assertThat(assessment.path().get(1))
                .contains("image of app")
                .contains(":42 (sha256:")
                .contains("-> ");
    }

    @Test
    void stopping_the_deployment_in_flight_is_shown_as_the_path() {
        service.ran("41", ofDays(30)).deploying("42", ofSeconds(40)).unhealthy();

        Assessment assessment = drive.check(drive.to("checkout:41"));

        assertThat(assessment.path().get(0)).contains("StopServiceDeployment").contains("whole service revision");
        assertThat(assessment.expected().serving()).isLessThanOrEqualTo(ofMinutes(2));
    }

    @Test
    void names_of_environment_variables_are_shown_and_values_never() {
        String canary = drive.world.canary("env");
        container("41", app -> app.environment(pair("MODE", "old"), pair("KEY", canary)));
        container("42", app -> app.environment(pair("MODE", "new")));

        Assessment assessment = drive.check(goodThenBad());

        assertThat(Drive.text(assessment, "ENVIRONMENT_DIFFERS")).contains("KEY, MODE");
        assertThat(assessment.toString()).doesNotContain(canary).doesNotContain("old,");
        assertThat(drive.current() + drive.history().toString()).doesNotContain(canary);
    }

    @Test
    void a_service_of_codedeploy_is_refused_with_the_remedy() {
        service.controller(DeploymentControllerType.CODE_DEPLOY);

        Change change = goodThenBad();

        assertThat(drive.codes(change)).contains("HARD CODE_DEPLOY");
        assertThat(Drive.text(drive.check(change), "CODE_DEPLOY")).contains("automatic rollback");
    }

    @Test
    void a_service_of_another_tool_is_refused() {
        service.controller(DeploymentControllerType.EXTERNAL);

        assertThat(drive.codes(goodThenBad())).contains("HARD EXTERNAL");
    }

    @Test
    void an_express_service_is_refused() {
        service.express();

        assertThat(drive.codes(goodThenBad())).contains("HARD EXPRESS");
    }

    @Test
    void a_service_that_is_being_deleted_is_refused() {
        Change change = goodThenBad();
        drive.world
                .client(EcsClient.class)
                .deleteService(b -> b.cluster("prod").service("checkout").force(true));

        assertThat(drive.codes(change)).contains("HARD SERVICE_INACTIVE");
    }

    @Test
    void an_image_that_is_gone_is_refused() {
        Change change = goodThenBad();
        service.imageGone("41");

        assertThat(drive.codes(change)).contains("HARD IMAGE_GONE");
        assertThat(Drive.text(drive.check(change), "IMAGE_GONE")).contains(REPOSITORY + "@sha256:");
    }

    @Test
    void an_archived_image_is_refused() {
        Change change = goodThenBad();
        drive.world.ecr().archive("checkout", "41");

        assertThat(drive.codes(change)).contains("HARD IMAGE_ARCHIVED");
    }

    @Test
    void an_image_of_another_registry_is_unverified() {
        service.image("ghcr.io/shop/checkout");

        assertThat(drive.codes(goodThenBad())).contains("WARNING IMAGE_UNVERIFIED");
    }

    @Test
    void a_registry_that_cannot_be_asked_is_unknown_and_blocks_nothing() {
        Change change = goodThenBad();
        drive.world.faults().on("ecr:DescribeImages").always().timeout();

        assertThat(drive.check(change).findings()).noneMatch(finding -> finding.blocks());
        assertThat(drive.codes(change)).contains("WARNING IMAGES_UNKNOWN");
    }

    @Test
    void an_inactive_definition_is_registered_again() {
        service.inactive("41");
        Change change = goodThenBad();

        assertThat(drive.codes(change)).contains("NOTE REGISTERED_AGAIN");
        assertThat(drive.check(change).path().get(0)).startsWith("RegisterTaskDefinition");
        assertThat(drive.check(change).permissions())
                .contains(new Permission(
                        "ecs:RegisterTaskDefinition",
                        "arn:aws:ecs:eu-west-1:123456789012:task-definition/checkout:*",
                        Permission.Use.EXECUTE));
    }

    @Test
    void a_moved_tag_is_pinned() {
        Change change = goodThenBad();
        drive.world.ecr().push("checkout", "41");

        assertThat(Drive.text(drive.check(change), "REGISTERED_AGAIN")).contains("tag of app");
    }

    @Test
    void without_a_recorded_digest_the_tag_is_warned_of() {
        service.withoutHistory();
        goodThenBad();

        assertThat(drive.codes(drive.to("checkout:41"))).contains("WARNING IMAGE_BY_TAG");
    }

    @Test
    void a_definition_for_another_platform_is_refused() {
        service.definition(
                "41",
                d -> d.requiresCompatibilities(Compatibility.EC2)
                        .runtimePlatform(p -> p.operatingSystemFamily("LINUX")));

        assertThat(drive.codes(goodThenBad())).contains("HARD PLATFORM");
    }

    @Test
    void a_load_balancer_that_sends_to_a_missing_container_is_refused() {
        service.settings(s -> s.loadBalancers(
                LoadBalancer.builder().containerName("web").containerPort(80).build()));

        assertThat(drive.codes(goodThenBad())).contains("HARD CONTAINER_MISSING");
    }

    @Test
    void secrets_parameters_and_roles_have_to_be_there() {
        container("41", app -> app.secrets(secret("DB", SECRET + ":password::"), secret("TOKEN", "/checkout/token")));
        service.definition("41", d -> d.executionRoleArn("arn:aws:iam::123456789012:role/service/checkout-exec"));
        drive.world.secretsManager().missing("checkout/db");
        drive.world.ssm().missing("/checkout/token");
        drive.world.iam().missing("checkout-exec");

        Change change = goodThenBad();

        assertThat(drive.codes(change)).contains("HARD SECRET_GONE", "HARD PARAMETER_GONE", "HARD ROLE_GONE");
    }

    @Test
    void a_secret_that_is_marked_for_deletion_cannot_be_read() {
        container("41", app -> app.secrets(secret("DB", SECRET)));
        drive.world.secretsManager().markedForDeletion("checkout/db");

        assertThat(drive.codes(goodThenBad())).contains("HARD SECRET_DELETED");
    }

    @Test
    void secrets_that_may_not_be_looked_at_are_unknown() {
        container("41", app -> app.secrets(secret("DB", SECRET)));
        drive.world.faults().on("secretsmanager:DescribeSecret").always().accessDenied();

        assertThat(drive.codes(goodThenBad())).contains("WARNING SECRETSMANAGER_UNKNOWN");
    }

    @Test
    void deployment_alarms_are_warned_of_with_their_state() {
        service.alarms("5xx");
        Change change = goodThenBad();
        drive.world.cloudWatch().alarm("5xx").inAlarm();

        assertThat(Drive.text(drive.check(change), "DEPLOYMENT_ALARMS"))
                .contains("5xx ALARM")
                .contains("undo the rollback")
                .contains("overrideDeploymentAlarms()");
    }

    @Test
    void alarms_that_may_not_be_looked_at_are_warned_of_all_the_same() {
        service.alarms("5xx");
        Change change = goodThenBad();
        drive.world.faults().on("cloudwatch:DescribeAlarms").always().accessDenied();

        assertThat(Drive.text(drive.check(change), "DEPLOYMENT_ALARMS")).contains("state unknown");
    }

    @Test
    void overridden_alarms_are_noted() {
        service.alarms("5xx");
        Change change = goodThenBad();

        Assessment assessment = drive.target().overrideDeploymentAlarms().check(change, drive);

        assertThat(Drive.text(assessment, "ALARMS_OVERRIDDEN")).contains("5xx").contains("put back");
    }

    @Test
    void low_minimum_healthy_percent_and_missing_tasks_are_warned_of() {
        service.settings(s -> s.deploymentConfiguration(d -> d.minimumHealthyPercent(25)));
        Change change = goodThenBad();
        service.otherActorScalesTo(8);

        assertThat(drive.codes(change)).contains("WARNING LOW_MINIMUM_HEALTHY", "WARNING UNDER_CAPACITY");
        assertThat(Drive.text(drive.check(change), "LOW_MINIMUM_HEALTHY")).contains("2 of 8 tasks");
    }

    @Test
    void a_desired_count_of_zero_proves_nothing() {
        Change change = goodThenBad();
        service.otherActorScalesTo(0);

        assertThat(drive.codes(change)).contains("WARNING DESIRED_ZERO");
    }

    @Test
    void other_consumers_of_the_bad_definition_are_listed() {
        drive.world
                .ecs()
                .service("prod", "worker")
                .family("checkout")
                .image(REPOSITORY)
                .ran("42", ofDays(1));
        drive.world.eventBridge().schedulesTask("nightly", "prod", "checkout:42");
        drive.world.eventBridge().schedulesTask("newest", "prod", "checkout");
        drive.world.eventBridge().schedulesTask("other", "prod", "cart:3");

        String text = Drive.text(drive.check(goodThenBad()), "OTHER_CONSUMERS");

        assertThat(text)
                .contains("nightly")
                .contains("newest")
                .contains("Service worker")
                .doesNotContain("other starts");
    }

    @Test
    void a_denied_history_is_unknown() {
        Change change = goodThenBad();
        drive.world.faults().on("ecs:ListServiceDeployments").always().accessDenied();

        assertThat(drive.codes(change)).containsExactly("WARNING HISTORY_UNKNOWN");
    }

    @Test
    void the_circuit_breaker_is_noted() {
        service.circuitBreaker();

        assertThat(drive.codes(goodThenBad())).containsExactly("NOTE CIRCUIT_BREAKER");
    }

    @Test
    void a_service_that_was_configured_otherwise_is_said_to_be_a_mixture() {
        service.ran("41", ofDays(30)).ran("42", ofDays(1));
        drive.current();
        drive.world
                .client(EcsClient.class)
                .updateService(b -> b.cluster("prod").service("checkout").platformVersion("1.3.0"));
        drive.world.clock().advance(ofHours(1));

        Assessment assessment = drive.check(drive.to("checkout:41"));

        assertThat(Drive.text(assessment, "REVISION_MIXTURE")).contains("platformVersion");
    }

    @Test
    void the_whole_strategy_is_in_the_expected_time() {
        service.canary(10, ofMinutes(15)).ran("41", ofDays(30)).deployed("42", ofHours(9));

        Assessment.Expected expected = drive.check(drive.to("checkout:41")).expected();

        assertThat(expected.serving()).isGreaterThan(ofMinutes(15));
    }

    @Test
    void linear_steps_and_bake_are_in_the_expected_time() {
        service.linear(20, ofMinutes(5)).ran("41", ofDays(30)).deployed("42", ofHours(9));

        Assessment.Expected expected = drive.check(drive.to("checkout:41")).expected();

        assertThat(expected.serving()).isBetween(ofMinutes(20), ofMinutes(25));
    }

    @Test
    void permissions_are_named_for_looking_and_for_changing() {
        service.definition("41", d -> d.taskRoleArn("arn:aws:iam::123456789012:role/checkout"));

        Assessment assessment = drive.check(goodThenBad());

        assertThat(assessment.permissions())
                .contains(
                        new Permission(
                                "ecs:UpdateService",
                                "arn:aws:ecs:eu-west-1:123456789012:service/prod/checkout",
                                Permission.Use.EXECUTE),
                        new Permission(
                                "iam:PassRole", "arn:aws:iam::123456789012:role/checkout", Permission.Use.EXECUTE),
                        new Permission(
                                "ecr:DescribeImages",
                                "arn:aws:ecr:eu-west-1:123456789012:repository/checkout",
                                Permission.Use.PREVIEW));
    }

    @Test
    void no_check_needs_more_than_a_few_calls() {
        drive.check(goodThenBad());

        assertThat(drive.world.calls().count()).isLessThan(40);
    }
}
