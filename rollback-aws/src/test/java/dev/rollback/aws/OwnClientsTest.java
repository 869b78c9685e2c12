package dev.rollback.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import dev.rollback.aws.lambda.LambdaAlias;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.TargetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;

/** What is only true of real clients: over HTTP, to a server of the test on loopback, found by the SDK's own endpoint setting. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class OwnClientsTest {

    private static final AwsCredentialsProvider KEYS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "not-a-secret"));

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> userAgents = new CopyOnWriteArrayList<>();
    private final TreeMap<String, String> settings = new TreeMap<>();
    private HttpServer server;
    private int status = 200;
    private String body = "{\"FunctionVersion\":\"6\",\"RevisionId\":\"r1\"}";

    @BeforeEach
    void a_server_answers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            userAgents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        set("aws.endpointUrl", "http://localhost:" + server.getAddress().getPort());
        set("aws.disableEc2Metadata", "true");
    }

    @AfterEach
    void the_server_stops() {
        server.stop(0);
        settings.forEach((name, before) -> {
            if (before.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        });
    }

    private void set(String name, String value) {
        settings.putIfAbsent(name, System.getProperty(name, ""));
        System.setProperty(name, value);
    }

    private static LambdaAlias alias(AwsTargets aws) {
        return aws.account("123456789012").lambdaAlias("search-indexer", "live");
    }

    @Test
    void clients_follow_the_sdks_endpoint_setting_and_name_the_library() {
        try (AwsTargets aws = AwsTargets.of("eu-west-1", KEYS)) {
            assertThat(alias(aws).current(new TestAttempt(new TestClock())).id())
                    .isEqualTo("6");
        }

        assertThat(requests).contains("GET /2015-03-31/functions/search-indexer/aliases/live");
        assertThat(userAgents).allMatch(agent -> agent.contains("app/rollback"));
    }

    @Test
    void a_failed_call_is_sent_once_because_the_engine_retries() {
        status = 500;
        body = "{\"Type\":\"Service\",\"message\":\"oops\"}";

        try (AwsTargets aws = AwsTargets.of("eu-west-1", KEYS)) {
            assertThatThrownBy(() -> alias(aws).current(new TestAttempt(new TestClock())))
                    .isInstanceOf(TargetException.class)
                    .extracting(e -> ((TargetException) e).kind())
                    .isEqualTo(TargetException.Kind.TRANSIENT);
        }

        assertThat(requests).hasSize(1);
    }

    @Test
    void an_endpoint_that_nobody_serves_is_named_with_the_settings_to_look_at() {
        server.stop(0);

        try (AwsTargets aws = AwsTargets.of("eu-west-1", KEYS)) {
            assertThatThrownBy(() -> alias(aws).current(new TestAttempt(new TestClock())))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("lambda:GetAlias on alias live of function search-indexer in eu-west-1")
                    .hasMessageContaining("could not reach http://localhost:"
                            + server.getAddress().getPort())
                    .hasMessageContaining("Expected a service that answers there")
                    .hasMessageContaining("AWS_ENDPOINT_URL");
        }
    }

    @Test
    void the_account_is_asked_of_sts_over_the_same_endpoint() {
        body =
                "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>"
                        + "<Arn>arn:aws:iam::210987654321:user/ann</Arn><Account>210987654321</Account></GetCallerIdentityResult>"
                        + "</GetCallerIdentityResponse>";

        try (AwsTargets aws = AwsTargets.of("eu-west-1", KEYS)) {
            assertThat(aws.lambdaAlias("search-indexer", "live").id().scope()).isEqualTo("eu-west-1/210987654321");
        }
    }

    @Test
    void missing_credentials_are_named_and_nothing_is_sent() {
        assumeThat(System.getenv()).doesNotContainKeys("AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        set("aws.sharedCredentialsFile", "/nonexistent/credentials");
        set("aws.configFile", "/nonexistent/config");

        try (AwsTargets aws = AwsTargets.create().in("eu-west-1")) {
            assertThatThrownBy(() -> alias(aws).current(new TestAttempt(new TestClock())))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("was not sent")
                    .hasMessageContaining("Expected valid credentials")
                    .extracting(e -> ((TargetException) e).kind())
                    .isEqualTo(TargetException.Kind.CREDENTIALS);
        }
        assertThat(requests).isEmpty();
    }

    @Test
    void a_missing_region_is_named_with_the_ways_to_set_it() {
        assumeThat(System.getenv()).doesNotContainKey("AWS_REGION");
        set("aws.sharedCredentialsFile", "/nonexistent/credentials");
        set("aws.configFile", "/nonexistent/config");

        try (AwsTargets aws = AwsTargets.create()) {
            assertThatThrownBy(() -> aws.lambdaAlias("search-indexer", "live"))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("No AWS region is set")
                    .hasMessageContaining("expected one such as eu-west-1")
                    .hasMessageContaining("Set AWS_REGION, or say it with AwsTargets.create().in(region)");
        }
    }

    @Test
    void what_is_no_client_of_the_sdk_is_refused() {
        try (OwnClients clients = new OwnClients(Optional.of("eu-west-1"), () -> KEYS)) {
            assertThatThrownBy(() -> clients.client(SdkClient.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Cannot make a client of software.amazon.awssdk.core.SdkClient")
                    .hasMessageContaining("expected a synchronous client interface")
                    .hasMessageContaining("Name that one");
        }
    }
}
