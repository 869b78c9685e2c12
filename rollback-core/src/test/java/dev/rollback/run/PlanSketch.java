package dev.rollback.run;

import dev.rollback.lease.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An outline in a few words: {@code plan(rollBack("api"), verify("error rate").after("api"))}. */
final class PlanSketch {

    final List<Step> steps;
    private FailurePolicy onFailure = FailurePolicy.HALT;
    private Duration deadline = Duration.ofHours(2);
    private @Nullable Duration response;
    private Incident incident = Incident.unknown();

    private PlanSketch(List<Step> steps) {
        this.steps = steps;
    }

    static PlanSketch plan(Step... steps) {
        return new PlanSketch(List.of(steps));
    }

    PlanSketch onFailure(FailurePolicy policy) {
        onFailure = policy;
        return this;
    }

    PlanSketch within(Duration time) {
        deadline = time;
        return this;
    }

    /** The first change is to begin within that time. */
    PlanSketch response(Duration time) {
        response = time;
        return this;
    }

    PlanSketch incident(Incident known) {
        incident = known;
        return this;
    }

    Outline outline() {
        List<String> names = steps.stream().map(step -> step.name).toList();
        List<StepOutline> outlines =
                steps.stream().map(step -> step.outline(names)).toList();
        return new Outline(
                "plan",
                "reason",
                new Outline.Policy(onFailure, deadline, Severity.SIGNIFICANT, response, null),
                outlines,
                new TreeMap<>(),
                null,
                incident);
    }

    static Step rollBack(String name) {
        return new Step(name, StepKind.ROLL_BACK);
    }

    static Step action(String name) {
        return new Step(name, StepKind.RUN);
    }

    static Step verify(String name) {
        return new Step(name, StepKind.VERIFY);
    }

    /** Waits for so many people. */
    static Step approve(String name, int people) {
        Step step = new Step(name, StepKind.APPROVE);
        step.approvers = people;
        return step;
    }

    static Step pause(String name, Duration time) {
        Step step = new Step(name, StepKind.PAUSE);
        step.pause = time;
        return step;
    }

    /** A join; its name is for the edges of the sketch only. */
    static Step join(String name) {
        return new Step(name, StepKind.JOIN);
    }

    /** Healthy so often in a row, a look every 10 seconds, within 5 minutes. */
    static Verification times(int inARow) {
        return new Verification.Builder()
                .times(inARow)
                .within(Duration.ofMinutes(5))
                .build();
    }

    static final class Step {
        final String name;
        private final StepKind kind;
        private final List<String> after = new ArrayList<>();
        private final List<String> afterSettled = new ArrayList<>();
        private final List<Proof> proofs = new ArrayList<>();
        private String branch = "";
        private Duration timeout = Duration.ofMinutes(15);
        private Duration pause = Duration.ZERO;
        private Duration grid = Duration.ZERO;
        private @Nullable Rollout rollout;
        private int approvers;
        private final Set<String> marks = new TreeSet<>();

        private Step(String name, StepKind kind) {
            this.name = name;
            this.kind = kind;
        }

        Step after(String... names) {
            after.addAll(List.of(names));
            return this;
        }

        Step afterSettled(String... names) {
            afterSettled.addAll(List.of(names));
            return this;
        }

        Step in(String region) {
            branch = region;
            return this;
        }

        Step timeout(Duration time) {
            timeout = time;
            return this;
        }

        Step onGrid(Duration every) {
            grid = every;
            return this;
        }

        Step proving(Proof proof) {
            proofs.add(proof);
            return this;
        }

        Step proving(Verification wanted) {
            return proving(Proof.serving(name + " is well", wanted));
        }

        Step gradually(Rollout gradual) {
            rollout = gradual;
            return this;
        }

        /** Its target serves the wanted version already. */
        Step alreadyThere() {
            marks.add("there");
            return this;
        }

        /** Its change did not make it into the journal. */
        Step unplanned() {
            marks.add("unplanned");
            return this;
        }

        boolean isAlreadyThere() {
            return marks.contains("there");
        }

        boolean isPlanned() {
            return kind == StepKind.ROLL_BACK && !marks.contains("unplanned");
        }

        private StepOutline outline(List<String> names) {
            return new StepOutline(
                    kind == StepKind.JOIN ? "" : name,
                    kind,
                    new StepOutline.Edges(places(after, names), places(afterSettled, names)),
                    branch,
                    new StepOutline.Timing(timeout, pause, grid),
                    proofs,
                    new StepOutline.Course(rollout, approvers));
        }

        private static List<Integer> places(List<String> wanted, List<String> names) {
            return wanted.stream().map(names::indexOf).toList();
        }
    }
}
