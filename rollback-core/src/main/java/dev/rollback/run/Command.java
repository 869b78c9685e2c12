package dev.rollback.run;

import dev.rollback.target.Memo;
import java.util.List;

/** What the driver of a run has to do next. It answers each command with one {@link Signal} of the same step and generation. */
public sealed interface Command {

    /** The step it is for, as its place in the outline. */
    int step();

    /** Distinguishes the answer to this command from the answer to an earlier one. */
    int generation();

    /** Answers each kind of command apart. */
    interface Visitor {
        /** Call the target or the action. */
        void reconcile(Reconcile command);

        /** Look at health. */
        void probe(Probe command);

        /** Find out where a target stands. */
        void locate(Locate command);
    }

    /** Calls the visitor's method for this kind. */
    void accept(Visitor visitor);

    /**
     * Let the target or the action take its next step.
     *
     * @param weight the share of traffic in percent
     * @param memo what it asked to remember
     * @param gates the gates that it has passed
     */
    record Reconcile(int step, int generation, int weight, Memo memo, List<String> gates) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.reconcile(this);
        }
    }

    /**
     * Let a probe look once.
     *
     * @param proof which of the step's proofs
     */
    record Probe(int step, int generation, int proof) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.probe(this);
        }
    }

    /** Find out where the target of a step that is over stands. */
    record Locate(int step, int generation) implements Command {
        @Override
        public void accept(Visitor visitor) {
            visitor.locate(this);
        }
    }
}
