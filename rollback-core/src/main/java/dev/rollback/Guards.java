package dev.rollback;

import dev.rollback.target.TargetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The guards of an engine: two that watch one target would answer each other's rollbacks. On the loop. */
final class Guards {

    private final List<Guarding> all = new ArrayList<>();

    /** Adds one; or says why it must not watch. */
    Optional<RuntimeException> add(Guarding next) {
        all.removeIf(Guarding::isOver);
        for (Guarding other : all) {
            for (TargetId target : next.targets()) {
                if (other.targets().contains(target)) {
                    return Optional.of(RollbackException.guardedTwice(next.plan(), other.plan(), target.toString()));
                }
            }
        }
        all.add(next);
        return Optional.empty();
    }
}
