package dev.rollback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The steps of a plan in an order in which each comes after those that it waits for. Names may point forward, so that need not be the order written. */
final class StepOrder {

    private final List<PlannedStep> steps;
    private final int[] unmet;
    private final List<List<Integer>> next = new ArrayList<>();
    private final List<Integer> sorted = new ArrayList<>();
    private final List<List<String>> circles = new ArrayList<>();

    private StepOrder(List<PlannedStep> steps) {
        this.steps = steps;
        this.unmet = new int[steps.size()];
        steps.forEach(step -> next.add(new ArrayList<>()));
        for (int i = 0; i < steps.size(); i++) {
            for (int before : steps.get(i).wiring().all()) {
                next.get(before).add(i);
                unmet[i]++;
            }
        }
    }

    static StepOrder of(List<PlannedStep> steps) {
        StepOrder order = new StepOrder(steps);
        order.sort();
        return order;
    }

    /** The places of the steps, in order. */
    List<Integer> places() {
        return Collections.unmodifiableList(sorted);
    }

    /** The names of steps that wait for each other, one list for each circle, the first name again at the end. */
    List<List<String>> circles() {
        return Collections.unmodifiableList(circles);
    }

    /** Takes what waits for nothing; where only circles are left, takes one as if it waited for nothing, to find the others. */
    private void sort() {
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < unmet.length; i++) {
            if (unmet[i] == 0) {
                ready.add(i);
            }
        }
        takeAll(ready);
        while (sorted.size() < steps.size()) {
            List<Integer> circle = circle();
            circles.add(names(circle));
            circle.forEach(place -> unmet[place] = 0);
            ready.addAll(circle);
            takeAll(ready);
        }
    }

    private void takeAll(Deque<Integer> ready) {
        while (!ready.isEmpty()) {
            int place = ready.remove();
            sorted.add(place);
            for (int after : next.get(place)) {
                if (unmet[after] > 0 && --unmet[after] == 0) {
                    ready.add(after);
                }
            }
        }
    }

    /** From any step that is left, back along those that are left, until one comes again. */
    private List<Integer> circle() {
        int at = 0;
        while (unmet[at] == 0) {
            at++;
        }
        Set<Integer> path = new LinkedHashSet<>();
        while (path.add(at)) {
            at = steps.get(at).wiring().all().stream()
                    .filter(before -> unmet[before] > 0)
                    .findFirst()
                    .orElseThrow();
        }
        List<Integer> backward = new ArrayList<>(path);
        List<Integer> circle = new ArrayList<>(backward.subList(backward.indexOf(at), backward.size()));
        Collections.reverse(circle);
        return circle;
    }

    private List<String> names(List<Integer> circle) {
        List<String> names = new ArrayList<>();
        for (int place : circle) {
            if (!steps.get(place).name().isEmpty()) {
                names.add(steps.get(place).name());
            }
        }
        names.add(0, names.get(names.size() - 1));
        return names;
    }
}
