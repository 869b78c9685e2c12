package dev.rollback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds steps that wait for each other. */
final class Cycles {

    private final List<PlannedStep> steps;
    private final int[] unmet;
    private final List<List<Integer>> next;

    private Cycles(List<PlannedStep> steps) {
        this.steps = steps;
        this.unmet = new int[steps.size()];
        this.next = new ArrayList<>();
        steps.forEach(step -> next.add(new ArrayList<>()));
        for (int i = 0; i < steps.size(); i++) {
            for (int before : before(i)) {
                next.get(before).add(i);
                unmet[i]++;
            }
        }
    }

    /** The names of a cycle, the first one again at the end; empty if there is none. */
    static Optional<List<String>> find(List<PlannedStep> steps) {
        return new Cycles(steps).find();
    }

    private Optional<List<String>> find() {
        Deque<Integer> ready = new ArrayDeque<>();
        int done = 0;
        for (int i = 0; i < unmet.length; i++) {
            if (unmet[i] == 0) {
                ready.add(i);
            }
        }
        for (; !ready.isEmpty(); done++) {
            for (int after : next.get(ready.remove())) {
                if (--unmet[after] == 0) {
                    ready.add(after);
                }
            }
        }
        return done == unmet.length ? Optional.empty() : Optional.of(walk());
    }

    /** From any step that is left, back along those that are left, until one comes again. */
    private List<String> walk() {
        int at = 0;
        while (unmet[at] == 0) {
            at++;
        }
        List<Integer> path = new ArrayList<>();
        while (!path.contains(at)) {
            path.add(0, at);
            at = before(at).stream().filter(i -> unmet[i] > 0).findFirst().orElseThrow();
        }
        List<Integer> cycle = new ArrayList<>(path.subList(0, path.indexOf(at) + 1));
        cycle.add(0, at);
        return cycle.stream()
                .map(i -> steps.get(i).name())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private List<Integer> before(int step) {
        List<Integer> before = new ArrayList<>(steps.get(step).wiring().after());
        before.addAll(steps.get(step).wiring().afterSettled());
        return before;
    }
}
