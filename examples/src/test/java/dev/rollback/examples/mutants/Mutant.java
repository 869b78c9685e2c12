package dev.rollback.examples.mutants;

import dev.rollback.testkit.Invariant;
import java.util.List;

/**
 * A deliberate bug, where it is looked for, and what has to be said of it when it is found.
 *
 * @param name what to call it
 * @param broken what goes wrong, in a sentence
 * @param bugs the methods in which it does
 * @param hunt the scene that it is looked for in, and how
 * @param cause what the report has to name
 */
record Mutant(String name, String broken, List<Bug> bugs, Hunt hunt, Cause cause) {

    /**
     * Where a mutant is looked for.
     *
     * @param story the scene and the plan
     * @param how which exploration
     */
    record Hunt(Story story, Exploring how) {
        String find() {
            return how.find(story.rehearsal());
        }
    }

    /**
     * What is to blame.
     *
     * @param invariant what does not hold
     * @param place where it goes wrong, as the report has it: the fault, the crash, the interference, or the call
     */
    record Cause(Invariant invariant, String place) {}

    @Override
    public String toString() {
        return name;
    }
}
