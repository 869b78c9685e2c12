package dev.rollback.aws.sdk;

import software.amazon.awssdk.core.SdkClient;

/**
 * Where targets get the SDK's clients from: real ones, fakes of a rehearsal, or the caller's own. Implementations are thread-safe, make a
 * client when it is first asked for, and give the same one after that. Retries of the clients should be off, because the engine retries.
 */
public interface ClientSource {

    /**
     * The client of that type.
     *
     * @param type the SDK's synchronous client interface, for example {@code EcsClient.class}
     * @throws IllegalArgumentException when this source has no such client
     */
    <C extends SdkClient> C client(Class<C> type);
}
