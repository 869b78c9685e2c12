package dev.rollback.testkit;

import dev.rollback.run.RunEvent;
import dev.rollback.target.Change;
import dev.rollback.target.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happens once somebody else has put a target at a third version, of the kinds of target whose version can be told at any time. */
final class OthersWatch implements Invariant.Watch {
    private final Truth truth;
    private final SortedMap<TargetId, Change> changes = new TreeMap<>();
    private final SortedMap<TargetId, Theirs> theirs = new TreeMap<>();
    private final SortedMap<TargetId, Instant> looked = new TreeMap<>();

    OthersWatch(Stage stage) {
        this.truth = new Truth(stage.world());
    }

    /**
     * A version that somebody else brought.
     *
     * @param version its name
     * @param unseen what is read at that time may have been asked for before they came; null where nothing was
     * @param read whether the run looked at the target after that
     */
    private record Theirs(String version, @Nullable Instant unseen, boolean read) {

        boolean isSeenAt(Instant time) {
            return !time.equals(unseen);
        }
    }

    @Override
    public Optional<String> journaled(List<RunEvent> events) {
        for (RunEvent event : events) {
            if (event instanceof RunEvent.ChangePlanned planned) {
                changes.put(planned.change().target(), planned.change());
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> interfered(Interference interference) {
        Instant now = truth.now();
        changes.forEach((target, change) -> truth.headsFor(target)
                .filter(version -> !version.equals(Truth.name(change.from())))
                .filter(version -> !version.equals(Truth.name(change.to())))
                .ifPresent(version -> theirs.putIfAbsent(
                        target, new Theirs(version, now.equals(looked.get(target)) ? now : null, false))));
        return Optional.empty();
    }

    @Override
    public Optional<String> before(Call call) {
        for (TargetId target : changes.keySet()) {
            if (truth.isNamedIn(call.names(), target)) {
                Theirs other = theirs.get(target);
                if (call.isWrite() && other != null && isFought(target, other, call)) {
                    return Optional.of(call.operation() + " of " + target + " was called although the run had read that"
                            + " somebody else put it at " + other.version() + ".");
                }
                if (!call.isWrite()) {
                    read(target, other, call);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isFought(TargetId target, Theirs other, Call call) {
        return other.read()
                && other.isSeenAt(call.at())
                && truth.headsFor(target).filter(other.version()::equals).isPresent();
    }

    private void read(TargetId target, @Nullable Theirs other, Call call) {
        looked.put(target, call.at());
        if (other != null && other.isSeenAt(call.at())) {
            theirs.put(target, new Theirs(other.version(), other.unseen(), true));
        }
    }
}
