package dev.rollback.journal;

import dev.rollback.run.RunId;
import dev.rollback.target.TargetId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What runs rolled away from, by target and content. */
final class QuarantineIndex {

    private record Key(TargetId target, String content) {}

    private final Map<Key, Quarantine> kept = new LinkedHashMap<>();

    void put(TargetId target, String content, Quarantine why) {
        kept.put(new Key(target, content), why);
    }

    void putIfAbsent(TargetId target, String content, Quarantine why) {
        kept.putIfAbsent(new Key(target, content), why);
    }

    /** What this run said of a target holds no more. */
    void withdraw(RunId run, TargetId target) {
        kept.entrySet()
                .removeIf(entry -> entry.getKey().target().equals(target)
                        && entry.getValue().run().equals(run));
    }

    void lift(TargetId target, String content) {
        kept.remove(new Key(target, content));
    }

    Optional<Quarantine> find(TargetId target, String content) {
        return Optional.ofNullable(kept.get(new Key(target, content)));
    }
}
