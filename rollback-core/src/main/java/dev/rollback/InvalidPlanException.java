package dev.rollback;

import java.util.List;

/** A plan that cannot be built. Names all that is wrong with it at once. */
public final class InvalidPlanException extends RollbackException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    InvalidPlanException(String plan, List<String> problems) {
        super("Plan \"" + plan + "\" cannot be built, " + problems.size()
                + (problems.size() == 1 ? " problem" : " problems") + ":\n- " + String.join("\n- ", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, one entry each. */
    public List<String> problems() {
        return problems;
    }
}
