package dev.rollback.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Progress;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/**
 * Drives the target against emulators. They keep no history of deployments and roll out in an instant; the target has to make do with weaker
 * evidence there, and to say so.
 */
@Tag("wire")
class EcsServiceWireTest {

    private static final String MOTO = "ROLLBACK_WIRE_MOTO";
    private static final String MINISTACK = "ROLLBACK_WIRE_MINISTACK";

    private final TestClock clock = new TestClock();
    private final TestDriver driver = new TestDriver(clock);

    /** A service of its own for each test, deployed twice. */
    private final class Emulated implements AutoCloseable {
        final String server;
        final String endpoint;
        final String cluster;
        final EcsClient ecs;
        final EcsService target;

        Emulated(String server, String test) {
            this.server = server;
            endpoint = Objects.requireNonNull(System.getenv(server), server);
            cluster = "wire-" + test + "-" + ProcessHandle.current().pid();
            ecs = client(EcsClient.builder());
            target = AwsTargets.using(ecs, client(EcrClient.builder()), client(EventBridgeClient.builder()))
                    .in("eu-west-1")
                    .account("123456789012")
                    .ecsService(cluster, "api");
            ecs.createCluster(b -> b.clusterName(cluster));
        }

        private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
            return builder.endpointOverride(URI.create(endpoint))
                    .region(Region.EU_WEST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                    .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                    .build();
        }

        String register(String tag) {
            ContainerDefinition container = ContainerDefinition.builder()
                    .name("app")
                    .image("registry.example.com/api:" + tag)
                    .cpu(128)
                    .memory(128)
                    .essential(true)
                    .build();
            return ecs.registerTaskDefinition(b -> b.family(cluster).containerDefinitions(container))
                    .taskDefinition()
                    .taskDefinitionArn();
        }

        void goodThenBad() {
            String good = register("v1");
            String bad = register("v2");
            // a deployment of moto never changes its definition, so there the service begins with the bad one
            String first = server.equals(MOTO) ? bad : good;
            ecs.createService(b ->
                    b.cluster(cluster).serviceName("api").taskDefinition(first).desiredCount(2));
            ecs.updateService(b -> b.cluster(cluster).service("api").taskDefinition(bad));
        }

        Version current() {
            return target.current(driver.attempt());
        }

        Version wanted() {
            try (Stream<Version> history = target.history(driver.attempt())) {
                Version now = current();
                return history.filter(version -> !version.sameContent(now))
                        .findFirst()
                        .orElseThrow();
            }
        }

        Change change() {
            return new Change(target.id(), current(), wanted(), "change-1");
        }

        @Override
        public void close() {
            ecs.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MOTO, MINISTACK})
    void without_a_history_the_earlier_version_is_found_and_marked_as_unproven(String server) {
        try (Emulated emulated = new Emulated(server, "history")) {
            emulated.goodThenBad();

            Version wanted = emulated.wanted();

            assertThat(emulated.current().label()).isEqualTo("v2");
            assertThat(wanted.label()).isEqualTo("v1");
            assertThat(wanted.standing()).isEqualTo(Standing.UNPROVEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MOTO, MINISTACK})
    void a_check_gets_by_without_what_the_emulator_lacks(String server) {
        try (Emulated emulated = new Emulated(server, "check")) {
            emulated.goodThenBad();

            Assessment assessment = emulated.target.check(emulated.change(), driver.attempt());

            assertThat(assessment.findings()).noneMatch(Finding::blocks);
            assertThat(assessment.path().get(0)).startsWith("UpdateService");
            assertThat(driver.attempt().writes()).isEmpty();
        }
    }

    @Test
    void the_earlier_version_is_back_and_the_old_deployment_that_stays_does_not_count() {
        try (Emulated emulated = new Emulated(MINISTACK, "rollback")) {
            emulated.goodThenBad();

            Progress end = driver.toTheEnd(emulated.target, emulated.change());

            assertThat(end).isInstanceOf(Progress.Settled.class);
            assertThat(emulated.current().label()).isEqualTo("v1");
            assertThat(driver.attempt().writes()).isEqualTo(List.of("ecs:UpdateService"));
        }
    }

    @Test
    void an_inactive_definition_is_registered_again() {
        try (Emulated emulated = new Emulated(MINISTACK, "inactive")) {
            emulated.goodThenBad();
            Change change = emulated.change();
            emulated.ecs.deregisterTaskDefinition(b -> b.taskDefinition(Goals.definition(change.to())));

            Progress end = driver.toTheEnd(emulated.target, change);

            assertThat(end).isInstanceOf(Progress.Settled.class);
            assertThat(emulated.current().content()).isEqualTo(change.to().content());
            assertThat(emulated.current().id()).endsWith(":3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MOTO, MINISTACK})
    void a_missing_service_is_missing(String server) {
        try (Emulated emulated = new Emulated(server, "missing")) {
            assertThatThrownBy(emulated::current)
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("\"api\"")
                    .extracting(e -> ((TargetException) e).kind())
                    .isEqualTo(TargetException.Kind.MISSING);
        }
    }
}
