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

    /** The same in another region. */
    Origin in(String region);

    /** The same with the credentials of a role. */
    Origin assuming(String roleArn);

    /** Closes what was made here. */
    @Override
    void close();
}
