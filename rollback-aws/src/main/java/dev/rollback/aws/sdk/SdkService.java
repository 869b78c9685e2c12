package dev.rollback.aws.sdk;

import dev.rollback.target.Attempt;
import dev.rollback.target.Look;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.TargetException;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One service of one region, as a target calls it: paced under the service's limit, with its errors mapped. A read needs only a {@link Look}, a
 * write an {@link Attempt}, so what is handed out for a preview cannot write. Made by {@link AwsScope#service}. Immutable and thread-safe.
 *
 * @param <C> the SDK's client
 */
public final class SdkService<C extends SdkClient> {

    private final AwsScope scope;
    private final String prefix;
    private final String resource;
    private final Supplier<C> client;

    SdkService(AwsScope scope, String prefix, String resource, Supplier<C> client) {
        this.scope = scope;
        this.prefix = prefix;
        this.resource = resource;
        this.client = client;
    }

    /** The same service, whose error messages name this resource, for example {@code alias live of function search-indexer}. */
    public SdkService<C> about(String what) {
        return new SdkService<>(scope, prefix, what, client);
    }

    /**
     * Makes a call that changes nothing.
     *
     * @param operation as permissions name it without the service, for example {@code GetAlias}
     * @throws TargetException when the call fails; its cause is the SDK's exception, see {@link SdkErrors}
     */
    public <R> R read(Look look, String operation, Function<C, R> call) {
        return look.read(remoteCall(operation), () -> mapped(operation, false, call));
    }

    /**
     * Makes a call that changes something.
     *
     * @param operation as permissions name it without the service, for example {@code UpdateAlias}
     * @throws TargetException when the call fails, of kind {@code UNKNOWN_OUTCOME} when it may have taken effect all the same
     */
    public <R> R write(Attempt attempt, String operation, Function<C, R> call) {
        return attempt.write(remoteCall(operation), () -> mapped(operation, true, call));
    }

    /**
     * Makes a call that changes nothing outside of any look, unpaced. Only for what a target has to know before there is a look: the account.
     *
     * @throws TargetException when the call fails
     */
    public <R> R ask(String operation, Function<C, R> call) {
        return mapped(operation, false, call);
    }

    /**
     * Makes a call that tells somebody something outside of any attempt, unpaced, and changes no target.
     *
     * @param operation as permissions name it without the service, for example {@code Publish}
     * @throws TargetException when the call fails, of kind {@code UNKNOWN_OUTCOME} when it may have taken effect all the same
     */
    public <R> R tell(String operation, Function<C, R> call) {
        return mapped(operation, true, call);
    }

    private <R> R mapped(String operation, boolean write, Function<C, R> call) {
        try {
            return call.apply(client.get());
        } catch (SdkException e) {
            throw SdkErrors.map(e, new Call(prefix + ":" + operation, resource, scope.region(), write));
        }
    }

    private RemoteCall remoteCall(String operation) {
        String place = scope.account() + "/" + scope.region();
        return new RemoteCall(prefix + ":" + operation, Limits.of(place, prefix, operation));
    }
}
