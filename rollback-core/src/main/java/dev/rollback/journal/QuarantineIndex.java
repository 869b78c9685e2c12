package dev.rollback.journal;

import dev.rollback.target.TargetId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What finished runs rolled away from, by target and content. */
final class QuarantineIndex {

    private record Key(TargetId target, String content) {}

    private final Map<Key, Quarantine> kept = new LinkedHashMap<>();

    void put(TargetId target, String content, Quarantine why) {
        kept.put(new Key(target, content), why);
    }

    void lift(TargetId target, String content) {
        kept.remove(new Key(target, content));
    }

    Optional<Quarantine> find(TargetId target, String content) {
        return Optional.ofNullable(kept.get(new Key(target, content)));
    }
}
