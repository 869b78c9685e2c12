package dev.rollback;

import dev.rollback.journal.JournalException;
import dev.rollback.target.Ledger;
import dev.rollback.target.TargetException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The ledger of a step as a target sees it: a journal that is away may come back, so what it throws then is tried again like a call. */
record StepLedger(Supplier<Ledger> kept) implements Ledger {

    @Override
    public void append(List<String> lines) {
        asked(() -> {
            kept.get().append(lines);
            return lines;
        });
    }

    @Override
    public Stream<String> lines() {
        return asked(() -> kept.get().lines());
    }

    private static <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (JournalException e) {
            boolean away = e.kind() == JournalException.Kind.UNAVAILABLE;
            throw TargetException.of(
                    away ? TargetException.Kind.TRANSIENT : TargetException.Kind.INVALID,
                    "The records of the step cannot be kept: " + e.getMessage(),
                    e);
        }
    }
}
