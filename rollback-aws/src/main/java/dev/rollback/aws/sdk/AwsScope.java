package dev.rollback.aws.sdk;

import dev.rollback.target.TargetId;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * A region of an account, and the clients to call it with. Region and account are found out when first needed and remembered. Thread-safe.
 */
public final class AwsScope {

    private final ClientSource clients;
    private final Lazy<String> region;
    private final Lazy<String> account;
    private final Lazy<String> partition;

    /**
     * A scope that finds out where it is when it must.
     *
     * @param region called until it answers; throws an exception that says how to set a region
     * @param account called until it answers; may ask the service
     */
    public AwsScope(ClientSource clients, Supplier<String> region, Supplier<String> account) {
        this.clients = clients;
        this.region = new Lazy<>(region);
        this.account = new Lazy<>(account);
        this.partition =
                new Lazy<>(() -> PartitionMetadata.of(Region.of(region())).id());
    }

    /** A scope whose region and account are known. */
    public static AwsScope of(ClientSource clients, String region, String account) {
        return new AwsScope(clients, () -> region, () -> account);
    }

    /** The region, for example {@code eu-west-1}. */
    public String region() {
        return region.get();
    }

    /** The account's 12 digits. May ask the service, once. */
    public String account() {
        return account.get();
    }

    /** The partition of the region, for example {@code aws} or {@code aws-cn}. */
    public String partition() {
        return partition.get();
    }

    /**
     * The ARN of a resource of this account and region.
     *
     * @param service as ARNs name it, for example {@code lambda}
     * @param resource all that follows the account, for example {@code function:search-indexer}
     */
    public String arn(String service, String resource) {
        return new Arn(partition(), service, region(), account(), resource).toString();
    }

    /**
     * The ARN of a resource of this account that belongs to no region.
     *
     * @param service as ARNs name it, for example {@code cloudfront}
     * @param resource all that follows the account, for example {@code distribution/E1234567890ABC}
     */
    public String globalArn(String service, String resource) {
        return new Arn(partition(), service, "", account(), resource).toString();
    }

    /** The id of a target here. */
    public TargetId target(String kind, String name) {
        return new TargetId(kind, region() + "/" + account(), name);
    }

    /**
     * A service whose SDK module comes with this library. Makes no client yet.
     *
     * @param prefix as permissions name the service, for example {@code ecs}
     */
    public <C extends SdkClient> SdkService<C> service(String prefix, Class<C> type) {
        return new SdkService<>(this, prefix, "", () -> clients.client(type));
    }

    /**
     * A service whose SDK module is an optional dependency; empty when it is not on the class path. What uses the client has to be in a class of
     * its own that is not touched without it. {@link #missingModule} says what to add.
     *
     * @param type names the client, for example {@code () -> CloudWatchClient.class}
     */
    public <C extends SdkClient> Optional<SdkService<C>> optional(String prefix, Supplier<Class<C>> type) {
        try {
            return Optional.of(service(prefix, type.get()));
        } catch (NoClassDefFoundError e) {
            return Optional.empty();
        }
    }

    /**
     * What to tell a person when {@link #optional} was empty.
     *
     * @param artifact the SDK's module, for example {@code cloudwatch}
     */
    public static String missingModule(String artifact) {
        return "The SDK module \"" + artifact + "\" is not on the class path: expected software.amazon.awssdk:"
                + artifact + ". Add it to your build, at the version of the other SDK modules.";
    }

    /** Where it is, as {@code eu-west-1}. Asks nobody but the settings. */
    @Override
    public String toString() {
        return region();
    }
}
