package dev.rollback;

import dev.rollback.run.StepKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes one graph of the steps as they are written, and finds what is wrong with them. */
final class PlanCompiler {

    private static final int NAMES_SHOWN = 20;

    private final List<String> problems;
    private final List<Placed> drafts = new ArrayList<>();
    private List<Integer> frontier = List.of();

    /** What is wrong with single steps is added to {@code problems} as they are written. */
    PlanCompiler(List<String> problems) {
        this.problems = problems;
    }

    /** A step as written. Predecessors that are named are found when all names are known. */
    record Draft(PlannedStep step, @Nullable List<String> after, List<String> afterSettled) {}

    /** A draft, and what comes before it unless it says otherwise. */
    private record Placed(Draft draft, List<Integer> before) {
        PlannedStep step() {
            return draft.step();
        }
    }

    /** Steps that are written one after the other. */
    RollbackPlan.Group sequence() {
        return new StepWriter(problems, draft -> frontier = List.of(add(draft, frontier)));
    }

    void inParallel(Consumer<RollbackPlan.Group> group) {
        List<Integer> before = join();
        List<Integer> members = new ArrayList<>();
        group.accept(new StepWriter(problems, draft -> members.add(add(draft, before))));
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
        PlannedStep join = new PlannedStep(
                "", StepKind.JOIN, null, PlannedStep.Options.NONE, List.of(), PlannedStep.Wiring.NONE, null);
        return List.of(add(new Draft(join, null, List.of()), frontier));
    }

    private int add(Draft draft, List<Integer> before) {
        drafts.add(new Placed(draft, before));
        return drafts.size() - 1;
    }

    /** The steps as written, each with what comes before it. Adds what is wrong with all of them together to {@code faults}. */
    List<PlannedStep> compile(List<String> faults) {
        Map<String, Integer> names = names(faults);
        List<PlannedStep> steps = new ArrayList<>(drafts.size());
        for (Placed placed : drafts) {
            steps.add(wire(placed, names, faults));
        }
        if (steps.isEmpty()) {
            faults.add("the plan has no steps: add rollBack(...), run(...) or verify(...)");
        }
        for (List<String> circle : StepOrder.of(steps).circles()) {
            faults.add("steps wait for each other: " + String.join(" -> ", circle)
                    + ": take one of them out of after(...) or afterSettled(...)");
        }
        return steps;
    }

    private Map<String, Integer> names(List<String> faults) {
        Map<String, Integer> names = new LinkedHashMap<>();
        int written = 0;
        for (int place = 0; place < drafts.size(); place++) {
            PlannedStep step = drafts.get(place).step();
            if (step.kind() == StepKind.JOIN) {
                continue;
            }
            written++;
            if (step.name().isBlank()) {
                faults.add("step " + written + " has no name: give it one");
            } else if (names.putIfAbsent(step.name(), place) != null) {
                faults.add("two steps are called \"" + step.name()
                        + "\": names have to differ, the journal and after(...) go by them");
            }
        }
        return names;
    }

    private static PlannedStep wire(Placed placed, Map<String, Integer> names, List<String> faults) {
        Draft draft = placed.draft();
        PlannedStep step = draft.step();
        List<Integer> after = draft.after() == null ? placed.before() : places(step, draft.after(), names, faults);
        List<Integer> settled = places(step, draft.afterSettled(), names, faults);
        PlannedStep.Wiring wiring = new PlannedStep.Wiring(after, settled);
        return new PlannedStep(step.name(), step.kind(), step.subject(), step.options(), step.checks(), wiring, null);
    }

    private static List<Integer> places(
            PlannedStep step, List<String> wanted, Map<String, Integer> names, List<String> faults) {
        Set<Integer> places = new LinkedHashSet<>();
        for (String name : wanted) {
            Integer place = names.get(name);
            if (place == null) {
                faults.add("step \"" + step.name() + "\" comes after \"" + name
                        + "\", which no step is called: name one of " + some(names));
            } else {
                places.add(place);
            }
        }
        return List.copyOf(places);
    }

    private static String some(Map<String, Integer> names) {
        int more = names.size() - NAMES_SHOWN;
        List<String> shown = names.keySet().stream().limit(NAMES_SHOWN).toList();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }
}
