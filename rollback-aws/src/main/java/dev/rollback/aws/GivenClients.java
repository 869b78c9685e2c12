package dev.rollback.aws;

import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.target.TargetException;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/** Clients that the caller has: their region is read off them where they tell it. Closes nothing. */
final class GivenClients implements Origin {

    private final ClientSource source;
    private final Optional<String> asked;

    GivenClients(ClientSource source) {
        this(source, Optional.empty());
    }

    private GivenClients(ClientSource source, Optional<String> asked) {
        this.source = source;
        this.asked = asked;
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        return source.client(type);
    }

    @Override
    public Optional<String> regionAsked() {
        return asked;
    }

    @Override
    public String region(Class<? extends SdkClient> type) {
        Optional<String> told = regionOf(source.client(type));
        if (told.isPresent() && asked.isPresent() && !told.equals(asked)) {
            throw new IllegalArgumentException("The given " + type.getSimpleName() + " calls " + told.get()
                    + ", and in(\"" + asked.get()
                    + "\") was asked for: expected one region. Give clients of that region"
                    + " to AwsTargets.using(…).");
        }
        return told.or(() -> asked).orElseThrow(() -> silent(type));
    }

    /** The region that a client tells, or that was asked for, only says which partition it is: the client knows its endpoint. */
    @Override
    public Partition partition(Class<? extends SdkClient> type) {
        String any = regionOf(source.client(type)).or(() -> asked).orElseThrow(() -> silent(type));
        return new Partition(source, GlobalRegions.of(any), any);
    }

    private static Optional<String> regionOf(SdkClient client) {
        try {
            return client.serviceClientConfiguration() instanceof AwsServiceClientConfiguration configuration
                    ? Optional.ofNullable(configuration.region()).map(Region::id)
                    : Optional.empty();
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static TargetException silent(Class<? extends SdkClient> type) {
        return TargetException.invalid(
                "The given " + type.getSimpleName()
                        + " does not tell its region: expected one such as eu-west-1. Say it with AwsTargets.using(…).in(region).");
    }

    @Override
    public Origin in(String region) {
        return new GivenClients(source, Optional.of(region));
    }

    @Override
    public Origin assuming(String roleArn) {
        throw new IllegalStateException("Given clients carry credentials of their own, so they cannot assume " + roleArn
                + ": expected AwsTargets.create() or AwsTargets.of(…). Or give clients that assume the role to"
                + " AwsTargets.using(…).");
    }

    @Override
    public void close() {
        // The caller made the clients and closes them.
    }
}
