package dev.rollback.aws.contract;

import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 that others wrote, in this process, over HTTP. */
final class LocalS3 implements Subject, AutoCloseable {

    private final com.robothy.s3.rest.LocalS3 server;
    private final S3Client client;

    private LocalS3(int port) {
        this.server = com.robothy.s3.rest.LocalS3.builder()
                .port(port)
                .mode(LocalS3Mode.IN_MEMORY)
                .build();
        server.start();
        this.client = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    static LocalS3 start() {
        return new LocalS3(freePort());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no port is free", e);
        }
    }

    @Override
    public String name() {
        return "local-s3";
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        return type.cast(client);
    }

    /** Times have whole seconds and nothing here looks at them. */
    @Override
    public void pass(Duration time) {
        // It does what it does at once.
    }

    @Override
    public Set<Deviation> deviations() {
        return EnumSet.of(Deviation.CONDITIONAL_COPY, Deviation.CONDITIONAL_DELETE);
    }

    @Override
    public void close() {
        client.close();
        server.shutdown();
    }
}
