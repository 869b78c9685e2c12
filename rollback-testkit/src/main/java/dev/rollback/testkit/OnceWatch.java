package dev.rollback.testkit;

import dev.rollback.target.Change;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what each change makes: it starts one deployment, restores one database, and marks no key that is marked already. */
final class OnceWatch extends AroundWrites<Integer> {
    private final Map<String, Integer> made = new TreeMap<>();

    OnceWatch(Stage stage) {
        super(stage);
    }

    @Override
    Integer figure(Truth truth, Change change) {
        return truth.made(change.target());
    }

    @Override
    Optional<String> compare(Change change, Integer before, Integer after) {
        int all = made.merge(change.id(), after - before, Integer::sum);
        int most = change.target().kind().startsWith("s3-") ? 0 : 1;
        return after > before && all > most
                ? Optional.of("did once more to " + change.target() + " what was done already: " + all + " "
                        + Truth.noun(change.target()) + " of one change, expected " + most + ".")
                : Optional.empty();
    }
}
