package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.Proof;
import dev.rollback.run.StepOutline;
import dev.rollback.target.Assessment;
import dev.rollback.target.Batched;
import dev.rollback.target.Target;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the outline of a run from a plan and its preview: deadlines follow from what is expected. */
final class OutlineMaker {

    private static final Duration LEAST = Duration.ofMinutes(15);
    private static final Duration PLAN = Duration.ofHours(2);
    private static final Duration APPROVAL = Duration.ofHours(12);

    private final Preview preview;
    private final RollbackPlan plan;
    private final String[] branches;

    private OutlineMaker(Preview preview) {
        this.preview = preview;
        this.plan = preview.plan();
        this.branches = new String[plan.steps().size()];
    }

    static Outline of(Preview preview) {
        return new OutlineMaker(preview).make();
    }

    private Outline make() {
        for (int place : StepOrder.of(plan.steps()).places()) {
            branches[place] = branch(place);
        }
        List<StepOutline> steps = new ArrayList<>();
        for (int place = 0; place < branches.length; place++) {
            steps.add(step(place));
        }
        Duration said = plan.policy().timeout();
        Duration deadline = said == null ? deadline(steps) : said;
        return new Outline(
                plan.name(),
                plan.reason(),
                new Outline.Policy(
                        plan.policy().onFailure(),
                        deadline,
                        plan.policy().severity(),
                        plan.policy().rule().response(),
                        plan.policy().freeze()),
                steps,
                plan.notes(),
                plan.takesBack(),
                plan.policy().incident());
    }

    private StepOutline step(int place) {
        PlannedStep step = plan.steps().get(place);
        return new StepOutline(
                step.name(),
                step.kind(),
                new StepOutline.Edges(step.wiring().after(), step.wiring().afterSettled()),
                branches[place],
                timing(step, preview.places().get(place)),
                step.proofs(),
                step.options().course());
    }

    /** The region and account of a step's target; without one, that of what comes before it, if that is of one mind. */
    private String branch(int place) {
        TargetId subject = preview.places().get(place).subject();
        if (subject != null) {
            return subject.scope();
        }
        List<String> before = plan.steps().get(place).wiring().all().stream()
                .map(earlier -> branches[earlier])
                .distinct()
                .toList();
        return before.size() == 1 ? before.get(0) : "";
    }

    private StepOutline.Timing timing(PlannedStep step, StepPreview place) {
        Duration pause = step.options().pause();
        Duration said = step.options().timeout();
        Duration grid = step.target().map(OutlineMaker::grid).orElse(Duration.ZERO);
        return new StepOutline.Timing(
                said == null ? timeout(step, place) : said, pause == null ? Duration.ZERO : pause, grid);
    }

    private static Duration grid(Target target) {
        return target instanceof Batched<?> batched ? batched.grid() : Duration.ZERO;
    }

    /** The larger of the target's patience and three times what is expected; a drill that was quicker shortens nothing. */
    private Duration timeout(PlannedStep step, StepPreview place) {
        Assessment assessment = place.assessment();
        Duration estimated =
                assessment == null ? Duration.ZERO : assessment.expected().settled();
        Duration measured = preview.practised()
                .times(step.name())
                .map(times -> times.longest().settled().minus(StepTimes.pauses(step)))
                .orElse(Duration.ZERO);
        Duration least = step.target().map(Target::patience).orElse(LEAST);
        return longer(least, thrice(longer(estimated, measured)));
    }

    /** By adding: a duration is multiplied by way of decimals, a hundred times slower, and this is done for each step. */
    private static Duration thrice(Duration once) {
        return once.plus(once).plus(once);
    }

    /** Two hours, or the longest step with its extension, with pauses, verifications and half a day for each approval on top; or three times what is expected, if that is longer. */
    private Duration deadline(List<StepOutline> steps) {
        Duration longest = Duration.ZERO;
        Duration extra = Duration.ZERO;
        for (StepOutline step : steps) {
            longest = longer(longest, step.timing().timeout());
            extra = extra.plus(step.timing().pause());
            extra = extra.plus(step.course().approvers() > 0 ? APPROVAL : Duration.ZERO);
            extra = extra.plus(step.gradually().map(rollout -> rollout.pauses()).orElse(Duration.ZERO));
            for (Proof proof : step.proofs()) {
                extra = extra.plus(proof.verification().within());
            }
        }
        Duration extended = longer(PLAN, longest.plus(longest.dividedBy(2)));
        return longer(extended.plus(extra), thrice(preview.longestSettled()));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
