package dev.rollback.examples;

import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Prints the traces and journals of some rehearsals of the story with all five targets, to be compared with those of another virtual machine. */
final class Traces {

    private static final int SEEDS = 20;

    private Traces() {}

    static Rehearsal rehearsal() {
        return Rehearsal.of(
                QuickStart::scene,
                world -> QuickStart.planWithDatabase(
                        AwsTargets.using(world::client), FakeAws.Builder.START.minus(Duration.ofMinutes(15))));
    }

    public static void main(String[] arguments) {
        Rehearsal rehearsal = rehearsal();
        for (long seed = 0; seed < SEEDS; seed++) {
            Rehearsed rehearsed = rehearsal.seed(seed);
            System.out.println("seed " + seed + ": " + rehearsed.report().outcome());
            System.out.println(rehearsed.trace());
            System.out.println(new String(rehearsed.journal(), StandardCharsets.UTF_8));
        }
    }
}
