package dev.rollback;

import dev.rollback.health.Probe;
import dev.rollback.run.Proof;
import dev.rollback.run.StepKind;
import dev.rollback.run.Verification;
import dev.rollback.target.Action;
import dev.rollback.target.Gradual;
import dev.rollback.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes one graph of the steps as they are written, and finds what is wrong with them. */
final class PlanCompiler {

    private final List<String> problems;
    private final List<Draft> drafts = new ArrayList<>();
    private List<Integer> frontier = List.of();

    PlanCompiler(List<String> problems) {
        this.problems = problems;
    }

    /** A step as written. Predecessors that are named are found when all names are known. */
    private record Draft(
            PlannedStep step,
            List<Integer> before,
            @Nullable List<String> after,
            List<String> afterSettled) {}

    /** Steps that are written one after the other. */
    RollbackPlan.Group sequence() {
        return new Writer(step -> frontier = List.of(add(step, frontier)));
    }

    void inParallel(Consumer<RollbackPlan.Group> group) {
        List<Integer> before = join();
        List<Integer> members = new ArrayList<>();
        group.accept(new Writer(step -> members.add(add(step, before))));
        if (members.isEmpty()) {
            problems.add("inParallel has no steps: write some, or leave it out");
        } else {
            frontier = members;
        }
    }

    /** Many before many meet in one step that does nothing, so that edges stay few. */
    private List<Integer> join() {
        if (frontier.size() < 2) {
            return frontier;
        }
        PlannedStep.Options nothing = new PlannedStep.Options(null, null, null, null, null);
        PlannedStep join = new PlannedStep(
                "", StepKind.JOIN, null, nothing, List.of(), new PlannedStep.Wiring(List.of(), List.of()));
        drafts.add(new Draft(join, frontier, null, List.of()));
        return List.of(drafts.size() - 1);
    }

    private int add(Draft draft, List<Integer> before) {
        drafts.add(new Draft(draft.step(), before, draft.after(), draft.afterSettled()));
        return drafts.size() - 1;
    }

    List<PlannedStep> compile() {
        Map<String, Integer> names = names();
        List<PlannedStep> steps = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            steps.add(wire(draft, names));
        }
        if (steps.isEmpty()) {
            problems.add("the plan has no steps: add rollBack(...), run(...) or verify(...)");
        }
        Cycles.find(steps)
                .ifPresent(cycle -> problems.add("steps wait for each other: " + String.join(" -> ", cycle)
                        + ": take one of them out of after(...) or afterSettled(...)"));
        return steps;
    }

    private Map<String, Integer> names() {
        Map<String, Integer> names = new LinkedHashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            String name = drafts.get(i).step().name();
            boolean named = drafts.get(i).step().kind() != StepKind.JOIN;
            if (named && name.isBlank()) {
                problems.add("step " + (i + 1) + " has no name: give it one");
            } else if (named && names.putIfAbsent(name, i) != null) {
                problems.add("two steps are called \"" + name
                        + "\": names have to differ, the journal and after(...) go by them");
            }
        }
        return names;
    }

    private PlannedStep wire(Draft draft, Map<String, Integer> names) {
        PlannedStep step = draft.step();
        List<Integer> after = draft.after() == null ? draft.before() : places(step, draft.after(), names);
        List<Integer> settled = places(step, draft.afterSettled(), names);
        PlannedStep.Wiring wiring = new PlannedStep.Wiring(after, settled);
        return new PlannedStep(step.name(), step.kind(), step.subject(), step.options(), step.checks(), wiring);
    }

    private List<Integer> places(PlannedStep step, List<String> wanted, Map<String, Integer> names) {
        List<Integer> places = new ArrayList<>();
        for (String name : wanted) {
            Optional<Integer> place = Optional.ofNullable(names.get(name));
            place.ifPresentOrElse(
                    places::add,
                    () -> problems.add("step \"" + step.name() + "\" comes after \"" + name
                            + "\", which no step is called: there are " + names.keySet()));
        }
        return places;
    }

    /** Writes steps for whoever takes them. */
    private final class Writer implements RollbackPlan.Group {
        private final Consumer<Draft> taker;

        Writer(Consumer<Draft> taker) {
            this.taker = taker;
        }

        @Override
        public RollbackPlan.Group rollBack(String name, Target target, Consumer<StepOptions> said) {
            StepOptions options = options(name, said);
            if (options.isGradual() && !(target instanceof Gradual)) {
                problems.add("step \"" + name + "\": " + target.name()
                        + " cannot be changed gradually, it takes all traffic at once: leave gradually(...) out");
            }
            if (options.hasUndo()) {
                problems.add("step \"" + name
                        + "\": undo is for actions; a target goes back to its from by itself: leave it out");
            }
            return write(name, StepKind.ROLL_BACK, new PlannedStep.Subject(target, null), options);
        }

        @Override
        public RollbackPlan.Group run(String name, Action action, Consumer<StepOptions> said) {
            StepOptions options = options(name, said);
            if (options.isGradual() || options.hasSelector()) {
                problems.add("step \"" + name
                        + "\": gradually and to are for targets, an action has no versions: leave them out");
            }
            return write(name, StepKind.RUN, new PlannedStep.Subject(null, action), options);
        }

        @Override
        public RollbackPlan.Group verify(String name, Probe probe, Consumer<Verification.Builder> hold) {
            return write(name, StepKind.VERIFY, null, options(name, step -> step.verify(probe, hold)));
        }

        @Override
        public RollbackPlan.Group pause(String name, Duration duration) {
            if (duration.isZero() || duration.isNegative()) {
                problems.add("step \"" + name + "\": pause " + duration + ": expected a time above zero");
            }
            PlannedStep step = new PlannedStep(
                    name,
                    StepKind.PAUSE,
                    null,
                    options(name, s -> {}).options(duration),
                    List.of(),
                    new PlannedStep.Wiring(List.of(), List.of()));
            taker.accept(new Draft(step, List.of(), null, List.of()));
            return this;
        }

        private StepOptions options(String name, Consumer<StepOptions> said) {
            StepOptions options = new StepOptions(name, problems);
            said.accept(options);
            return options;
        }

        private RollbackPlan.Group write(
                String name, StepKind kind, PlannedStep.@Nullable Subject subject, StepOptions options) {
            PlannedStep step = new PlannedStep(
                    name,
                    kind,
                    subject,
                    options.options(null),
                    proofsNamed(name, kind, options.checks()),
                    new PlannedStep.Wiring(List.of(), List.of()));
            taker.accept(new Draft(step, List.of(), options.after(), options.afterSettled()));
            return this;
        }

        /** The verification of a step that does nothing else is called like the step. */
        private List<PlannedStep.Check> proofsNamed(String name, StepKind kind, List<PlannedStep.Check> checks) {
            return kind != StepKind.VERIFY
                    ? List.copyOf(checks)
                    : checks.stream()
                            .map(check -> new PlannedStep.Check(
                                    Proof.serving(name, check.proof().verification()), check.probe()))
                            .toList();
        }
    }
}
