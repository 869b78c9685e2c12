package dev.rollback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said twice in a plan is a fault: nobody knows which of the two was meant. */
final class SaidTwice {

    private SaidTwice() {}

    /** Adds the fault to {@code problems} if there is something already. */
    static void check(List<String> problems, @Nullable Object before, String option) {
        if (before != null) {
            problems.add(option + " is said twice: say it once");
        }
    }
}
