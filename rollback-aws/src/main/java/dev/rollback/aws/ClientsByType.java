package dev.rollback.aws;

import dev.rollback.aws.sdk.ClientSource;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkClient;

/** Clients that the caller has, found by the interface they are of. */
record ClientsByType(List<SdkClient> clients) implements ClientSource {

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        return clients.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> missing(type));
    }

    private IllegalArgumentException missing(Class<?> type) {
        String given = clients.stream().map(SdkClient::serviceName).collect(Collectors.joining(", "));
        return new IllegalArgumentException("No " + type.getSimpleName()
                + " was given to AwsTargets.using(…): expected one, got clients of [" + given
                + "]. Add it there; the account id also needs an StsClient unless account(id) is said.");
    }
}
