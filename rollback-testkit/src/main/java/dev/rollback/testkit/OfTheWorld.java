package dev.rollback.testkit;

import dev.rollback.run.RunEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** An invariant of a user's own, about the world. */
record OfTheWorld(String title, Predicate<FakeAws> holds) implements Invariant {

    OfTheWorld {
        if (title.isBlank()) {
            throw new IllegalArgumentException("An invariant was given no name. Expected what holds, as a sentence:"
                    + " name it, as in invariant(\"the site is never empty\", ...).");
        }
    }

    @Override
    public Watch watch(Stage stage) {
        return new Watch() {
            @Override
            public Optional<String> after(Call call) {
                return look();
            }

            @Override
            public Optional<String> journaled(List<RunEvent> events) {
                return look();
            }

            @Override
            public Optional<String> atEnd(Rehearsed rehearsed) {
                return look();
            }

            private Optional<String> look() {
                return holds.test(stage.world()) ? Optional.empty() : Optional.of("it does not hold any more");
            }
        };
    }
}
