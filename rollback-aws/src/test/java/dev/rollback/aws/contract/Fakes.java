package dev.rollback.aws.contract;

import dev.rollback.testkit.FakeAws;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.core.SdkClient;

/** The fakes, under virtual time. */
final class Fakes implements Subject {

    private final FakeAws world = FakeAws.in("us-east-1", "123456789012");

    Fakes() {
        world.lambda().creationTakes(Duration.ZERO).updatesTake(Duration.ZERO);
    }

    @Override
    public String name() {
        return "the fakes";
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        return world.client(type);
    }

    /** The id of a distribution with that alias. */
    String distribution(String alias) {
        String id = "E" + alias.replaceAll("[^0-9]", "");
        world.cloudFront().distribution(id).alias(alias);
        return id;
    }

    @Override
    public void pass(Duration time) {
        world.clock().advance(time);
    }

    @Override
    public Set<Deviation> deviations() {
        return Set.of();
    }
}
