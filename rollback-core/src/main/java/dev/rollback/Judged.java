package dev.rollback;

import dev.rollback.run.Proof;
import dev.rollback.run.StepKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The steps of a plan as its severity wants them: before the first of them that changes anything so many people approve, and all at once where it is so bad. Steps that only look do not wait for
 * that.
 */
final class Judged {

    private static final String GATE = "approval";

    private final List<PlannedStep> written;
    private final DecisionMatrix.Rule rule;
    private final boolean[] changed;
    private final boolean[] approved;

    private Judged(List<PlannedStep> written, DecisionMatrix.Rule rule) {
        this.written = written;
        this.rule = rule;
        this.changed = new boolean[written.size()];
        this.approved = new boolean[written.size()];
        StepOrder.of(written).places().forEach(this::lookBack);
    }

    /** The same steps where the rule asks for nothing. */
    static List<PlannedStep> steps(List<PlannedStep> written, DecisionMatrix.Rule rule) {
        List<PlannedStep> paced = rule.pace() == DecisionMatrix.Pace.AT_ONCE
                ? written.stream().map(Judged::atOnce).toList()
                : List.copyOf(written);
        return rule.approvers() == 0 ? paced : new Judged(paced, rule).gated();
    }

    private static PlannedStep atOnce(PlannedStep step) {
        List<PlannedStep.Check> checks = step.checks().stream()
                .filter(check -> check.proof().moment() != Proof.Moment.BETWEEN_WEIGHTS)
                .toList();
        return step.options().rollout() == null
                ? step
                : step.with(step.options().atOnce(), checks);
    }

    private void lookBack(int place) {
        for (int before : written.get(place).wiring().all()) {
            PlannedStep step = written.get(before);
            changed[place] |= changed[before] || step.kind().isCalled();
            approved[place] |= approved[before] || step.options().approvers() >= rule.approvers();
        }
    }

    private List<PlannedStep> gated() {
        Set<Integer> firsts = new LinkedHashSet<>();
        for (int place = 0; place < written.size(); place++) {
            if (written.get(place).kind().isCalled() && !changed[place] && !approved[place]) {
                firsts.add(place);
            }
        }
        return firsts.isEmpty() ? written : gated(firsts);
    }

    private List<PlannedStep> gated(Set<Integer> firsts) {
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(new PlannedStep(
                name(),
                StepKind.APPROVE,
                null,
                PlannedStep.Options.NONE.approvedBy(rule.approvers()),
                List.of(),
                PlannedStep.Wiring.NONE,
                null));
        for (int place = 0; place < written.size(); place++) {
            steps.add(written.get(place).afterFirst(firsts.contains(place)));
        }
        return List.copyOf(steps);
    }

    private String name() {
        List<String> names = written.stream().map(PlannedStep::name).toList();
        String name = GATE;
        for (int number = 2; names.contains(name); number++) {
            name = GATE + " " + number;
        }
        return name;
    }
}
