package dev.rollback.run;

import java.util.List;

/** Who comes after whom, in arrays. */
final class Graph {

    private final int[][] next;
    private final int[][] nextSettled;
    private final int[] unmet;

    private Graph(int steps) {
        this.next = new int[steps][];
        this.nextSettled = new int[steps][];
        this.unmet = new int[steps];
    }

    static Graph of(Outline outline) {
        List<StepOutline> steps = outline.steps();
        Graph graph = new Graph(steps.size());
        int[] after = new int[steps.size()];
        int[] afterSettled = new int[steps.size()];
        for (StepOutline step : steps) {
            step.edges().after().forEach(i -> after[i]++);
            step.edges().afterSettled().forEach(i -> afterSettled[i]++);
        }
        for (int i = 0; i < steps.size(); i++) {
            graph.next[i] = new int[after[i]];
            graph.nextSettled[i] = new int[afterSettled[i]];
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            StepOutline.Edges edges = steps.get(i).edges();
            graph.unmet[i] = edges.after().size() + edges.afterSettled().size();
            for (int before : edges.after()) {
                graph.next[before][--after[before]] = i;
            }
            for (int before : edges.afterSettled()) {
                graph.nextSettled[before][--afterSettled[before]] = i;
            }
        }
        return graph;
    }

    /** The steps that start once this one is released. */
    int[] next(int step) {
        return next[step];
    }

    /** The steps that start once this one is settled as well. */
    int[] nextSettled(int step) {
        return nextSettled[step];
    }

    int unmet(int step) {
        return unmet[step];
    }
}
