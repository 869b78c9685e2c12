package dev.rollback.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.rollback.aws.cloudfront.Invalidation;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Permission;
import dev.rollback.testkit.FakeAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;

/** CloudFront belongs to no region: how it is called from targets of any. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class AwsTargetsInvalidationTest {

    private static final String SITE = "E1234567890ABC";
    private static final String ARN = "arn:aws:cloudfront::210987654321:distribution/" + SITE;
    private static final AwsCredentialsProvider KEYS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "not-a-secret"));

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");

    private List<String> resources(Invalidation invalidation) {
        world.cloudFront().distribution(SITE);
        return invalidation.check(new TestAttempt(new TestClock())).permissions().stream()
                .map(Permission::resource)
                .distinct()
                .toList();
    }

    @Test
    void over_given_clients_it_is_called_whatever_region_was_asked_for() {
        AwsTargets aws = AwsTargets.using(world::client).in("eu-west-1");

        assertThat(resources(aws.invalidation(SITE, "/*")))
                .containsExactly("arn:aws:cloudfront::123456789012:distribution/" + SITE);
    }

    @Test
    void a_given_client_of_any_region_of_the_partition_will_do() {
        try (CloudFrontClient regional = CloudFrontClient.builder()
                .region(Region.CN_NORTH_1)
                .credentialsProvider(KEYS)
                .build()) {
            Origin.Partition partition =
                    new GivenClients(new ClientsByType(List.of(regional))).partition(CloudFrontClient.class);

            assertThat(partition.region()).isEqualTo("cn-northwest-1");
            assertThat(partition.clients().client(CloudFrontClient.class)).isSameAs(regional);
        }
    }

    @Test
    void an_arn_tells_the_account() {
        AwsTargets aws = AwsTargets.using(world::client);

        assertThat(resources(aws.invalidation(ARN, "/*"))).containsExactly(ARN);
        assertThat(resources(aws.account("210987654321").invalidation(ARN, "/*")))
                .containsExactly(ARN);
    }

    @Test
    void the_arn_of_another_account_is_refused_with_the_line_to_write() {
        AwsTargets aws = AwsTargets.using(world::client).account("123456789012");

        assertThatThrownBy(() -> aws.invalidation(ARN, "/*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(ARN + " is of account 210987654321 and these targets of 123456789012: expected one account."
                        + " Write aws.assuming(roleArn) with a role of the owner's.");
    }

    @Test
    void a_collection_of_paths_will_do_as_well() {
        AwsTargets aws = AwsTargets.using(world::client);

        assertThat(aws.invalidation(SITE, List.of("/b", "/a", "/b")).describe())
                .isEqualTo("invalidate /a, /b on distribution " + SITE);
    }

    @ParameterizedTest
    @CsvSource({"eu-west-1, us-east-1", "us-east-1, us-east-1", "cn-north-1, cn-northwest-1"})
    void an_endpoint_set_by_hand_gets_requests_signed_for_the_partitions_region(String here, String signed)
            throws IOException {
        List<String> signatures = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/2020-05-31/distribution/" + SITE, exchange -> {
            signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        System.setProperty(
                "aws.endpointUrl", "http://localhost:" + server.getAddress().getPort());
        try (AwsTargets aws = AwsTargets.of(here, KEYS).account("123456789012")) {
            aws.invalidation(SITE, "/*").check(new TestAttempt(new TestClock()));
        } finally {
            System.clearProperty("aws.endpointUrl");
            server.stop(0);
        }

        assertThat(signatures).singleElement().asString().contains("/" + signed + "/cloudfront/aws4_request");
    }

    @Test
    void targets_in_govcloud_have_no_cloudfront() {
        try (AwsTargets aws = AwsTargets.of("us-gov-west-1", KEYS)) {
            assertThatThrownBy(() -> aws.invalidation(SITE, "/*"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("CloudFront is not offered in AWS GovCloud (US)");
        }
    }

    @Test
    void what_it_made_is_closed_with_the_rest() {
        AwsTargets aws = AwsTargets.of("eu-west-1", KEYS).account("123456789012");
        Invalidation invalidation = aws.invalidation(SITE, "/*");
        aws.close();

        assertThatThrownBy(() -> invalidation.check(new TestAttempt(new TestClock())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AwsTargets is closed");
    }
}
