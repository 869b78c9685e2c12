package dev.rollback.benchmarks;

import dev.rollback.RollbackPlan;
import dev.rollback.target.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How the steps of a plan hang together. The references are told the same edges as the plan. */
public enum Shape {
    /** Each after the one before. */
    CHAIN {
        @Override
        List<Integer> before(int step) {
            return step == 0 ? List.of() : List.of(step - 1);
        }

        @Override
        void write(RollbackPlan.Builder plan, int steps, Work work) {
            IntStream.range(0, steps).forEach(step -> plan.run(called(step), work));
        }
    },

    /** All after the first. */
    FAN {
        @Override
        List<Integer> before(int step) {
            return step == 0 ? List.of() : List.of(0);
        }

        @Override
        void write(RollbackPlan.Builder plan, int steps, Work work) {
            plan.run(called(0), work);
            plan.inParallel(group -> IntStream.range(1, steps).forEach(step -> group.run(called(step), work)));
        }
    },

    /** Ten at a time, each after all ten before. */
    LAYERS {
        @Override
        List<Integer> before(int step) {
            int layer = step - step % WIDTH;
            return IntStream.range(Math.max(0, layer - WIDTH), layer).boxed().toList();
        }

        @Override
        void write(RollbackPlan.Builder plan, int steps, Work work) {
            for (int layer = 0; layer < steps; layer += WIDTH) {
                int from = layer;
                int to = Math.min(steps, layer + WIDTH);
                plan.inParallel(group -> IntStream.range(from, to).forEach(step -> group.run(called(step), work)));
            }
        }
    };

    private static final int WIDTH = 10;

    abstract List<Integer> before(int step);

    abstract void write(RollbackPlan.Builder plan, int steps, Work work);

    /** What comes before each step. */
    List<List<Integer>> edges(int steps) {
        List<List<Integer>> edges = new ArrayList<>();
        IntStream.range(0, steps).forEach(step -> edges.add(before(step)));
        return edges;
    }

    /** A plan of so many steps that all do this. */
    RollbackPlan plan(int steps, Work work) {
        RollbackPlan.Builder plan = RollbackPlan.named("benchmark");
        write(plan, steps, work);
        return plan.build();
    }

    private static String called(int step) {
        return "step " + step;
    }
}
