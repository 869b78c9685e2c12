package dev.rollback.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A service of one's own in memory: a table of which release was switched to when. What is set reaches users a little later. */
final class SwitchTable {

    /** How long it takes until users get what was set. */
    static final Duration ARRIVES = Duration.ofSeconds(20);

    private final InstantSource clock;
    private final String password;
    private final List<Row> rows = new ArrayList<>();

    SwitchTable(InstantSource clock, String password) {
        this.clock = clock;
        this.password = password;
    }

    /**
     * One row.
     *
     * @param at when it was set
     * @param release to what
     */
    record Row(Instant at, String release) {}

    SwitchTable ago(Duration time, String release) {
        rows.add(new Row(clock.instant().minus(time), release));
        return this;
    }

    void set(String release) {
        rows.add(new Row(clock.instant(), release));
    }

    String password() {
        return password;
    }

    int size() {
        return rows.size();
    }

    /** The newest row has number 0. */
    Row row(int number) {
        return rows.get(rows.size() - 1 - number);
    }

    /** What users get. */
    String served() {
        Instant arrived = clock.instant().minus(ARRIVES);
        return rows.stream()
                .filter(row -> !row.at().isAfter(arrived))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .release();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
