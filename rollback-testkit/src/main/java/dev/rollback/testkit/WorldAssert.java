package dev.rollback.testkit;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what is true in a fake AWS, whatever a report says of it: {@code assertThat(world).ecsService("prod", "checkout-api").serves("checkout-api:41")}.
 *
 * <p>What fails lists what is there instead and ends with what happened in the world.
 */
public final class WorldAssert extends AbstractAssert<WorldAssert, FakeAws> {

    WorldAssert(FakeAws actual) {
        super(actual, WorldAssert.class);
    }

    /** Goes on with a container service. */
    public EcsServiceAssert ecsService(String cluster, String service) {
        isNotNull();
        return new EcsServiceAssert(actual, cluster, service);
    }

    /** Goes on with an alias of a function. */
    public LambdaAliasAssert lambdaAlias(String function, String alias) {
        isNotNull();
        return new LambdaAliasAssert(actual, function, alias);
    }

    /** Goes on with a bucket. */
    public S3BucketAssert s3Bucket(String bucket) {
        isNotNull();
        return new S3BucketAssert(actual, bucket);
    }

    /** Goes on with a configuration profile. */
    public AppConfigAssert appConfig(String application, String environment, String profile) {
        isNotNull();
        return new AppConfigAssert(actual, application, environment, profile);
    }

    /** Goes on with a database. */
    public RdsInstanceAssert rdsInstance(String instance) {
        isNotNull();
        return new RdsInstanceAssert(actual, instance);
    }

    /** Goes on with the calls that were made. */
    public CallsAssert calls() {
        isNotNull();
        return new CallsAssert(actual.calls());
    }

    /** Fails with what was expected of something, what is there, and what happened. */
    static void fail(FakeAws world, String what, String expected, Object there) {
        throw new AssertionError("Expected " + what + " " + expected + ", there is " + there + ".\n"
                + world.clock().trace());
    }
}
