package dev.rollback;

import dev.rollback.run.Command;
import dev.rollback.target.Batched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers the looks of one turn that can be made together. On the loop. */
final class Batches {

    private static final Logger log = LoggerFactory.getLogger(Batches.class);

    private final Map<String, List<Member>> byKey = new LinkedHashMap<>();

    /** A look, and the target that it is for. */
    record Member(Command.Reconcile command, Batched<?> target) {}

    /** Takes a look in; one whose target cannot say what it goes together with is not taken. */
    boolean add(Command.Reconcile command, Batched<?> target) {
        try {
            byKey.computeIfAbsent(target.batchKey(), key -> new ArrayList<>()).add(new Member(command, target));
            return true;
        } catch (RuntimeException e) {
            log.warn("{} has no batch key and is looked at alone", target.name(), e);
            return false;
        }
    }

    /** What was taken in, in batches that one look can see. */
    List<List<Member>> take() {
        List<List<Member>> batches = new ArrayList<>();
        for (List<Member> members : byKey.values()) {
            int size = Math.max(1, members.get(0).target().batchSize());
            for (int from = 0; from < members.size(); from += size) {
                batches.add(members.subList(from, Math.min(members.size(), from + size)));
            }
        }
        byKey.clear();
        return batches;
    }
}
