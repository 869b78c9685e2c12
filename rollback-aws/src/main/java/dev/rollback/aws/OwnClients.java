package dev.rollback.aws;

import dev.rollback.target.TargetException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Clients made here, each when first asked for, over one HTTP client and one chain of credentials. Closes all that was made. */
final class OwnClients implements Origin {

    private static final Logger log = LoggerFactory.getLogger(OwnClients.class);
    private static final String SESSION = "rollback";

    private final Optional<String> asked;
    private final @Nullable Supplier<AwsCredentialsProvider> givenCredentials;
    private final Map<Class<?>, SdkClient> clients = new LinkedHashMap<>();
    private final Map<String, Origin> derived = new LinkedHashMap<>();
    private final Deque<AutoCloseable> made = new ArrayDeque<>();
    private @Nullable SdkHttpClient http;
    private @Nullable AwsCredentialsProvider credentials;
    private @Nullable String foundRegion;
    private boolean closed;

    /**
     * Makes nothing yet.
     *
     * @param asked the region, or empty for the SDK's default chain
     * @param givenCredentials the credentials, or null for the SDK's default chain
     */
    OwnClients(Optional<String> asked, @Nullable Supplier<AwsCredentialsProvider> givenCredentials) {
        this.asked = asked;
        this.givenCredentials = givenCredentials;
    }

    @Override
    public synchronized <C extends SdkClient> C client(Class<C> type) {
        SdkClient existing = clients.get(type);
        if (existing == null) {
            checkOpen(type.getSimpleName());
            existing = kept(ClientFactory.make(type, Region.of(region(type)), credentials(), http()));
            clients.put(type, existing);
        }
        return type.cast(existing);
    }

    private void checkOpen(String wanted) {
        if (closed) {
            throw new IllegalStateException("AwsTargets is closed and makes no " + wanted
                    + " any more: expected it open while its targets are in use. Close it after the engine.");
        }
    }

    private SdkHttpClient http() {
        SdkHttpClient existing = http;
        if (existing == null) {
            existing = kept(UrlConnectionHttpClient.builder()
                    .connectionTimeout(ClientFactory.CONNECT)
                    .socketTimeout(ClientFactory.ATTEMPT)
                    .build());
            http = existing;
        }
        return existing;
    }

    private AwsCredentialsProvider credentials() {
        AwsCredentialsProvider existing = credentials;
        if (existing == null) {
            existing = givenCredentials == null
                    ? kept(DefaultCredentialsProvider.builder().build())
                    : givenCredentials.get();
            credentials = existing;
        }
        return existing;
    }

    private <T extends AutoCloseable> T kept(T thing) {
        made.push(thing);
        return thing;
    }

    @Override
    public Optional<String> regionAsked() {
        return asked;
    }

    @Override
    public synchronized String region(Class<? extends SdkClient> type) {
        if (asked.isPresent()) {
            return asked.get();
        }
        String found = foundRegion;
        if (found == null) {
            found = regionOfTheSettings();
            foundRegion = found;
        }
        return found;
    }

    private static String regionOfTheSettings() {
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
        } catch (SdkClientException e) {
            throw TargetException.of(
                    TargetException.Kind.INVALID,
                    "No AWS region is set: looked at the system property aws.region, AWS_REGION, the profile and the"
                            + " instance, expected one such as eu-west-1. Set AWS_REGION, or say it with"
                            + " AwsTargets.create().in(region).",
                    e);
        }
    }

    /** The endpoint follows from any region, the signature from this one alone where an endpoint was set by hand. */
    @Override
    public Partition partition(Class<? extends SdkClient> type) {
        String here = region(type);
        String region = GlobalRegions.of(here);
        return new Partition(in(region), region, here);
    }

    @Override
    public synchronized Origin in(String region) {
        return derived.computeIfAbsent(region, key -> kept(new OwnClients(Optional.of(key), this::sharedCredentials)));
    }

    private synchronized AwsCredentialsProvider sharedCredentials() {
        return credentials();
    }

    @Override
    public synchronized Origin assuming(String roleArn) {
        return derived.computeIfAbsent(roleArn, key -> kept(new OwnClients(asked, () -> roleCredentials(key))));
    }

    private synchronized AwsCredentialsProvider roleCredentials(String roleArn) {
        return kept(StsAssumeRoleCredentialsProvider.builder()
                .stsClient(client(StsClient.class))
                .refreshRequest(request -> request.roleArn(roleArn).roleSessionName(SESSION))
                .build());
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!made.isEmpty()) {
            closeQuietly(made.pop());
        }
        clients.clear();
    }

    private static void closeQuietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            log.debug("Closing {} failed; nothing depends on it", thing, e);
        }
    }
}
