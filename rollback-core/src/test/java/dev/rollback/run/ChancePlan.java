package dev.rollback.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A plan as chance would have it: every kind of step, edge, verification, rollout and policy. */
final class ChancePlan {

    private static final StepKind[] KINDS = StepKind.values();

    private final SplittableRandom random;

    ChancePlan(SplittableRandom random) {
        this.random = random;
    }

    PlanSketch plan() {
        List<PlanSketch.Step> steps = new ArrayList<>();
        int size = random.nextInt(1, 9);
        for (int i = 0; i < size; i++) {
            steps.add(step(i));
        }
        return PlanSketch.plan(steps.toArray(PlanSketch.Step[]::new))
                .onFailure(random.nextBoolean() ? FailurePolicy.HALT : FailurePolicy.CONTINUE)
                .within(minutes(10, 90));
    }

    private PlanSketch.Step step(int i) {
        PlanSketch.Step step = kind("s" + i);
        for (int before = 0; before < i; before++) {
            switch (random.nextInt(4)) {
                case 0 -> step.after("s" + before);
                case 1 -> step.afterSettled("s" + before);
                default -> step.timeout(minutes(1, 20));
            }
        }
        if (random.nextInt(3) == 0) {
            step.proving(wanted());
        }
        return step;
    }

    private PlanSketch.Step kind(String name) {
        return switch (KINDS[random.nextInt(KINDS.length)]) {
            case ROLL_BACK -> rollBack(name);
            case RUN -> PlanSketch.action(name);
            case VERIFY -> PlanSketch.verify(name).proving(wanted());
            case APPROVE -> PlanSketch.approve(name, random.nextInt(1, 3));
            case PAUSE -> PlanSketch.pause(name, minutes(0, 10));
            case JOIN -> PlanSketch.join(name);
        };
    }

    private PlanSketch.Step rollBack(String name) {
        PlanSketch.Step step = PlanSketch.rollBack(name).in("region" + random.nextInt(2));
        if (random.nextInt(6) == 0) {
            step.alreadyThere();
        }
        if (random.nextInt(3) == 0) {
            step.gradually(Rollout.percent(10).then(50).then(100).every(minutes(0, 10)));
            step.proving(Proof.betweenWeights("between", wanted()));
        }
        if (random.nextInt(3) == 0) {
            step.proving(Proof.gate("gate", "gate", wanted()));
        }
        return step;
    }

    private Verification wanted() {
        return new Verification.Builder()
                .times(random.nextInt(1, 4))
                .forAtLeast(minutes(0, 3))
                .build();
    }

    private Duration minutes(int least, int most) {
        return Duration.ofMinutes(random.nextInt(least, most + 1));
    }
}
