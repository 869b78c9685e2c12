package dev.rollback.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Where a bucket is, and what time it is there. */
class WhereaboutsTest {

    private final S3World world = new S3World();

    private static SdkHttpClient answering(int status) throws IOException {
        ExecutableHttpRequest request = mock();
        when(request.call())
                .thenReturn(HttpExecuteResponse.builder()
                        .response(SdkHttpFullResponse.builder()
                                .statusCode(status)
                                .putHeader("x-amz-bucket-region", "us-west-2")
                                .build())
                        .build());
        SdkHttpClient http = mock();
        when(http.prepareRequest(any())).thenReturn(request);
        return http;
    }

    private static ClientSource only(S3Client s3) {
        return new ClientSource() {
            @Override
            public <C extends SdkClient> C client(Class<C> type) {
                return type.cast(s3);
            }
        };
    }

    @Test
    void a_bucket_of_another_region_is_said_to_be_there() {
        world.site.in("us-west-2");

        assertThatThrownBy(() -> world.target().current(world.look()))
                .isInstanceOf(TargetException.class)
                .hasMessage("Bucket shop-frontend is in us-west-2 and this target in eu-west-1: expected one region."
                        + " Write aws.in(\"us-west-2\") for it.");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400})
    void a_redirect_as_the_sdk_gives_it_names_the_region(int status) throws IOException {
        try (S3Client s3 = S3Client.builder()
                .httpClient(answering(status))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build()) {
            AwsScope scope = AwsScope.of(only(s3), "eu-west-1", "123456789012");

            assertThatThrownBy(() -> S3Objects.bucket(scope, "shop-frontend").current(world.look()))
                    .hasMessageStartingWith("Bucket shop-frontend is in us-west-2 and this target in eu-west-1");
        }
    }

    @Test
    void who_is_denied_is_denied_though_s3_names_the_region() throws IOException {
        try (S3Client s3 = S3Client.builder()
                .httpClient(answering(403))
                .region(Region.US_WEST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build()) {
            AwsScope scope = AwsScope.of(only(s3), "us-west-2", "123456789012");

            assertThatThrownBy(() -> S3Objects.bucket(scope, "shop-frontend").current(world.look()))
                    .isInstanceOfSatisfying(
                            TargetException.class, e -> assertThat(e.kind()).isEqualTo(TargetException.Kind.DENIED));
        }
    }

    @Test
    void a_state_is_looked_at_by_the_clock_of_s3() {
        TestClock ours = new TestClock();
        ours.advance(Duration.ofMinutes(-7));

        Version found = world.target().current(new TestAttempt(ours));

        assertThat(Live.lookedAt(found)).contains(TestClock.START);
    }
}
