package dev.rollback.testkit;

import dev.rollback.run.RunEvent;
import java.util.List;
import java.util.Optional;

/** Two watches for one invariant. */
record BothWatches(Invariant.Watch one, Invariant.Watch other) implements Invariant.Watch {

    @Override
    public Optional<String> before(Call call) {
        return either(one.before(call), other.before(call));
    }

    @Override
    public Optional<String> after(Call call) {
        return either(one.after(call), other.after(call));
    }

    @Override
    public Optional<String> journaled(List<RunEvent> events) {
        return either(one.journaled(events), other.journaled(events));
    }

    @Override
    public Optional<String> interfered(Interference interference) {
        return either(one.interfered(interference), other.interfered(interference));
    }

    @Override
    public Optional<String> atEnd(Rehearsed rehearsed) {
        return either(one.atEnd(rehearsed), other.atEnd(rehearsed));
    }

    private static Optional<String> either(Optional<String> first, Optional<String> second) {
        return first.isPresent() ? first : second;
    }
}
