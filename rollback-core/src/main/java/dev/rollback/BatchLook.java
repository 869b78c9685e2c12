package dev.rollback;

import dev.rollback.run.Command;
import dev.rollback.target.Attempt;
import dev.rollback.target.Batched;
import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One look for several targets, and what each of them makes of it. */
final class BatchLook<S> {

    private final Batched<S> first;
    private final List<Member<S>> members = new ArrayList<>();

    BatchLook(Batched<S> first) {
        this.first = first;
    }

    private record Member<S>(Command.Reconcile command, Batched<S> target, Change change, Attempt attempt) {}

    /** What came of it for one of them: an answer or a failure. */
    record Answer(
            Command.Reconcile command,
            @Nullable Progress progress,
            @Nullable TargetException failure) {}

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
            answers.add(answer(member, seen.get(member.target().id())));
        }
        return answers;
    }

    private Answer answer(Member<S> member, @Nullable S seen) {
        if (seen == null) {
            String missing = member.target().id() + " was not found when it was looked at with others.";
            return new Answer(member.command(), null, TargetException.missing(missing));
        }
        try {
            return new Answer(
                    member.command(), member.target().reconcile(member.change(), seen, member.attempt()), null);
        } catch (TargetException e) {
            return new Answer(member.command(), null, e);
        }
    }
}
