package dev.rollback;

import dev.rollback.run.Command;
import dev.rollback.target.Attempt;
import dev.rollback.target.Batched;
import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look for several targets, and what each of them makes of it. */
final class BatchLook<S> {

    private static final Logger log = LoggerFactory.getLogger(BatchLook.class);

    private final Batched<S> first;
    private final List<Member<S>> members = new ArrayList<>();

    BatchLook(Batched<S> first) {
        this.first = first;
    }

    private record Member<S>(Command.Reconcile command, Batched<S> target, Change change, Attempt attempt) {}

    /** What came of it for one of them; no progress when what was seen does not do, and it has to look alone. */
    record Answer(Command.Reconcile command, @Nullable Progress progress) {}

    /** Targets of one batch key see the same. */
    @SuppressWarnings("unchecked")
    void add(Command.Reconcile command, Batched<?> target, Change change, Attempt attempt) {
        members.add(new Member<>(command, (Batched<S>) target, change, attempt));
    }

    List<Answer> carryOut(Look look) {
        Map<TargetId, S> seen =
                first.lookAtAll(members.stream().map(Member::target).toList(), look);
        List<Answer> answers = new ArrayList<>();
        for (Member<S> member : members) {
            answers.add(new Answer(member.command(), progress(member, seen)));
        }
        return answers;
    }

    /** One that was not seen, or fails over what was seen, is no reason to fail the others; alone, it says what is the matter. */
    private static <S> @Nullable Progress progress(Member<S> member, Map<TargetId, S> all) {
        try {
            S seen = all.get(member.target().id());
            return seen == null ? null : member.target().reconcile(member.change(), seen, member.attempt());
        } catch (RuntimeException e) {
            log.debug("{} looks once more, alone", member.change().target(), e);
            return null;
        }
    }
}
