package dev.rollback.examples.mutants;

import dev.rollback.examples.mutants.Mutant.Cause;
import dev.rollback.examples.mutants.Mutant.Hunt;
import dev.rollback.testkit.Invariants;
import java.util.List;

/** Bugs in the target for AppConfig profiles. */
final class AppConfigMutants {

    private static final String APPCONFIG = "dev.rollback.aws.appconfig.";

    private AppConfigMutants() {}

    static List<Mutant> all() {
        return List.of(stopsOthers(), afterTheAlarm(), early());
    }

    private static Mutant stopsOthers() {
        return new Mutant(
                "stops somebody else's deployment",
                "whatever is under way in the environment is stopped",
                List.of(new Bug(APPCONFIG + "Reconciliation", "wasThereWhenPlanned", Twist.answering(there -> true))),
                new Hunt(Story.LIMITS_OF_TWO, Exploring.PLAIN_RUN),
                new Cause(Invariants.FIGHTS_NOBODY, "appconfig:StopDeployment"));
    }

    private static Mutant afterTheAlarm() {
        return new Mutant(
                "again after the alarm",
                "a deployment of ours that an alarm took back is not known again, so that one more is started",
                List.of(new Bug(APPCONFIG + "Deployment", "isOf", Twist.answering(ours -> false))),
                new Hunt(Story.LIMITS_WITH_ALARM, Exploring.PLAIN_RUN),
                new Cause(Invariants.DONE_ONCE, "appconfig:StartDeployment"));
    }

    private static Mutant early() {
        return new Mutant(
                "done before all clients have it",
                "a deployment counts as complete as soon as it has begun",
                List.of(
                        new Bug(APPCONFIG + "Deployment", "isOpen", Twist.answering(open -> false)),
                        new Bug(APPCONFIG + "Deployment", "isComplete", Twist.answering(complete -> true))),
                new Hunt(Story.LIMITS, Exploring.PLAIN_RUN),
                new Cause(Invariants.SUCCESS_SERVES, "instead of"));
    }
}
