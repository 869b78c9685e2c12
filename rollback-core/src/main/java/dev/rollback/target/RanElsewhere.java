package dev.rollback.target;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the version that a step puts back has run on another target. */
record RanElsewhere(String step, Target elsewhere) implements Check {

    private static final int READ_AT_MOST = 200;

    @Override
    public List<Finding> check(Planned planned, Look look) {
        Optional<Version> wanted = planned.moves().stream()
                .filter(move -> move.step().equals(step))
                .map(move -> move.change().to())
                .findFirst();
        return wanted.filter(version -> !hasRun(version, look)).map(this::finding).stream()
                .toList();
    }

    private boolean hasRun(Version wanted, Look look) {
        if (isSame(wanted, elsewhere.current(look))) {
            return true;
        }
        try (Stream<Version> history = elsewhere.history(look)) {
            return history.limit(READ_AT_MOST).anyMatch(version -> isSame(wanted, version));
        }
    }

    /** What else is in a version, such as roles and addresses, differs from place to place. */
    private static boolean isSame(Version wanted, Version other) {
        boolean digests = !wanted.digests().isEmpty() && wanted.digests().equals(other.digests());
        return digests || wanted.sameContent(other);
    }

    private Finding finding(Version wanted) {
        return Finding.soft(
                "NOT_SEEN_ELSEWHERE",
                wanted.title() + ", which step " + step + " puts back, is not among what " + elsewhere.id()
                        + " serves and has served.",
                "Deploy it there first; or override NOT_SEEN_ELSEWHERE if it is known to be good.");
    }

    @Override
    public String describe() {
        return "what step " + step + " puts back has run on " + elsewhere.name();
    }
}
