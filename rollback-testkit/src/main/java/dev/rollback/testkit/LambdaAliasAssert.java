package dev.rollback.testkit;

import dev.rollback.testkit.lambda.LambdaAliasScene;

/** Assertions about an alias of a function in truth. Each answers itself, so that they can be chained. */
public final class LambdaAliasAssert {
    private final FakeAws world;
    private final LambdaAliasScene alias;
    private final String what;

    LambdaAliasAssert(FakeAws world, String function, String alias) {
        this.world = world;
        this.alias = world.lambda().function(function).alias(alias);
        this.what = "Lambda alias " + function + ":" + alias;
    }

    /** All of its traffic reaches this version. */
    public LambdaAliasAssert serves(String version) {
        return sends(version, 1.0);
    }

    /**
     * So much of its traffic reaches this version.
     *
     * @param share from 0 to 1
     */
    public LambdaAliasAssert sends(String version, double share) {
        if (Math.abs(alias.traffic().getOrDefault(version, 0.0) - share) > 1 - Truth.ALL) {
            WorldAssert.fail(world, what, "to send " + Math.round(share * 100) + " % to " + version, alias.traffic());
        }
        return this;
    }

    /** None of its traffic reaches a version whose code is bad. */
    public LambdaAliasAssert isHealthy() {
        if (!alias.isHealthy()) {
            WorldAssert.fail(world, what, "to be healthy", alias.traffic());
        }
        return this;
    }
}
