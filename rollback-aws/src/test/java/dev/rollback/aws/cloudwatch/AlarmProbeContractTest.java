package dev.rollback.aws.cloudwatch;

import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.ProbeCapability;
import dev.rollback.testkit.ProbeContract;
import dev.rollback.testkit.ProbeScene;
import dev.rollback.testkit.cloudwatch.FakeAlarm;

/** An alarm keeps what every probe has to. */
class AlarmProbeContractTest extends ProbeContract {

    @Override
    protected ProbeScene scene(FakeAws world) {
        FakeAlarm alarm = world.cloudWatch().alarm("checkout-5xx");
        return ProbeScene.of(AwsTargets.using(world::client).alarm("checkout-5xx"))
                .healthy(alarm::ok)
                .unhealthy(alarm::inAlarm)
                .noData(alarm::insufficientData)
                .without(ProbeCapability.SECRETS, "a state and its reason are all that it sees");
    }
}
