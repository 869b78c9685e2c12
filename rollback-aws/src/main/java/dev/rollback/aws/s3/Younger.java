package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Deed.Failure;
import dev.rollback.aws.s3.KeyState.Need;
import dev.rollback.target.TargetException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tells keys that this change wrote before, with an answer or a record that was lost, from those that somebody else wrote since it was looked at. */
final class Younger {

    private final Book book;
    private final Copier copier;
    private final Results results;

    Younger(Book book, Copier copier, Results results) {
        this.book = book;
        this.copier = copier;
        this.results = results;
    }

    void judge(List<KeyState> states) {
        Map<String, Deed> last = book.last(states.stream().map(KeyState::key).toList());
        for (KeyState state : states) {
            Deed deed = last.get(state.key());
            if (deed == null || !isOurs(deed, state)) {
                judge(state);
            }
        }
    }

    static boolean isOurs(Deed deed, KeyState state) {
        Entry top = state.current();
        return deed.what().changes() && top != null && Objects.equals(deed.result(), top.id());
    }

    private void judge(KeyState state) {
        if (state.need() != Need.COPY) {
            results.failed(Deed.wish(state), theirs(state));
            return;
        }
        Deed deed = Deed.wishUnder(state);
        try {
            results.copied(deed, copier.copy(deed.copy()));
        } catch (TargetException e) {
            results.failed(deed, e);
        }
    }

    /** Somebody wrote the key. */
    static Failure theirs(KeyState state) {
        Entry top = state.current();
        return Failure.conflict(
                top == null || top.isMarker()
                        ? "somebody deleted it after it was looked at for this change"
                        : "somebody wrote version " + top.id() + " at " + top.at()
                                + ", after it was looked at for this change");
    }
}
