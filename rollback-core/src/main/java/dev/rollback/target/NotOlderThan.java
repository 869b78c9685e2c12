package dev.rollback.target;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the versions that are put back served not too long ago. */
record NotOlderThan(Duration age) implements Check {

    @Override
    public List<Finding> check(Planned planned, Look look) {
        return planned.moves().stream()
                .flatMap(move -> finding(move, look.now()).stream())
                .toList();
    }

    private Optional<Finding> finding(Move move, Instant now) {
        String what = move.change().to().title() + " of step " + move.step();
        Instant ended = move.change().supersededAt().orElse(null);
        if (ended == null) {
            return Optional.of(Finding.soft(
                    "VERSION_AGE_UNKNOWN",
                    "When " + what + " served last is not known; expected within " + age + ".",
                    "Find out; or override VERSION_AGE_UNKNOWN."));
        }
        return ended.isBefore(now.minus(age))
                ? Optional.of(Finding.soft(
                        "VERSION_OLD",
                        what + " served last at " + ended + "; expected within " + age + ".",
                        "Name a newer one with to(...); or override VERSION_OLD if what it depends on is still there."))
                : Optional.empty();
    }

    @Override
    public String describe() {
        return "what is put back served within the last " + age;
    }
}
