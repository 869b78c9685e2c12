package dev.rollback.aws;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Makes a client of any service. Retries are off, because the engine retries and the two would multiply; a call has an end; the endpoint
 * settings of the SDK ({@code AWS_ENDPOINT_URL} and those of single services) hold, since none is set here.
 */
final class ClientFactory {

    /** Until a connection stands. */
    static final Duration CONNECT = Duration.ofSeconds(5);

    /** One attempt, as aws-sdk guides suggest for control planes. */
    static final Duration ATTEMPT = Duration.ofSeconds(10);

    /** The whole call, getting credentials included. */
    private static final Duration CALL = Duration.ofSeconds(20);

    private static final String APP_ID = "rollback";

    private ClientFactory() {}

    static <C extends SdkClient> C make(
            Class<C> type, Region region, AwsCredentialsProvider credentials, SdkHttpClient http) {
        Object builder = builderOf(type);
        if (!(builder instanceof AwsClientBuilder<?, ?> client)
                || !(builder instanceof AwsSyncClientBuilder<?, ?> sync)) {
            throw notAClient(type, null);
        }
        client.region(region);
        client.credentialsProvider(credentials);
        client.overrideConfiguration(overrides());
        sync.httpClient(http);
        return type.cast(client.build());
    }

    private static ClientOverrideConfiguration overrides() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .appId(APP_ID)
                .addExecutionInterceptor(new EndpointInterceptor())
                .build();
    }

    private static Object builderOf(Class<?> type) {
        try {
            return type.getMethod("builder").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw notAClient(type, e);
        } catch (InvocationTargetException e) {
            throw notAClient(type, e.getCause());
        }
    }

    private static IllegalArgumentException notAClient(Class<?> type, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "Cannot make a client of " + type.getName()
                        + ": expected a synchronous client interface of the AWS SDK, for example EcsClient. Name that one.",
                cause);
    }
}
