package dev.rollback.aws;

import dev.rollback.aws.sdk.ClientSource;
import java.util.Optional;
import software.amazon.awssdk.core.SdkClient;

/** Where clients come from: made here, or given by the caller. Thread-safe. */
interface Origin extends ClientSource, AutoCloseable {

    /** The region that was asked for; empty when the settings of the SDK or the clients decide. */
    Optional<String> regionAsked();

    /** The region that a client of that type calls. */
    String region(Class<? extends SdkClient> type);

    /** Where a service is called that has one endpoint for a whole partition. */
    Partition partition(Class<? extends SdkClient> type);

    /**
     * A partition of AWS, as services that belong to no region of it are called.
     *
     * @param clients makes or has the clients for it
     * @param region the region whose name requests are signed for
     * @param seenFrom the region that other services are called in
     */
    record Partition(ClientSource clients, String region, String seenFrom) {}

    /** The same in another region. */
    Origin in(String region);

    /** The same with the credentials of a role. */
    Origin assuming(String roleArn);

    /** Closes what was made here. */
    @Override
    void close();
}
