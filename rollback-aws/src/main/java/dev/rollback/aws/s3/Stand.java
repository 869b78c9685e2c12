package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Deed.Failure;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a change has got, kept in a memo: a phase, a place in it, and a few figures. Immutable.
 *
 * @param memo what is remembered
 */
record Stand(Memo memo) {

    /** What is being done. */
    enum Phase {
        /** Lists, and copies all but entry points. */
        APPLY,
        /** Copies entry points. */
        ENTRIES,
        /** Goes on with what S3 takes its time for. */
        WAIT,
        /** Waits until caches have let go, then removes. */
        REMOVE,
        /** Lists again and compares. */
        VERIFY,
        /** Taking back: finds what was done and not recorded. */
        ADOPT,
        /** Taking back: puts back what was on top, but for entry points. */
        BACK,
        /** Taking back: puts entry points back. */
        BACK_ENTRIES,
        /** Taking back: removes what was not there. */
        BACK_REMOVE
    }

    // figures
    static final String LISTED = "listed";
    static final String WANTED = "wanted";
    static final String COPIED = "copied";
    static final String SAME = "same";
    static final String LATER = "later";
    static final String REMOVALS = "removals";
    static final String FORESEEN = "foreseen removals";
    static final String MARKED = "marked";
    static final String FAILED = "failed";
    static final String ENTRY_FAILED = "entry failed";
    static final String ENTRY_DOUBT = "entry doubt";
    static final String DENIED = "denied";
    static final String WAITING = "waiting";
    static final String STILL_WAITING = "still waiting";
    static final String RESTORING = "restoring";
    static final String MISSING = "missing";
    static final String AGAIN = "again";
    static final String ROUND = "round";
    static final String LINE = "line";

    /** Begins the names of the first keys that are missing. */
    private static final String NAMED = "missing ";

    private static final int MOST_NAMED = 3;
    private static final int MOST_OF_A_NAME = 300;

    /** Rounds of doing and comparing, the first included. */
    private static final int ROUNDS = 3;

    private static final List<String> OF_A_ROUND = List.of(
            LISTED, WANTED, LATER, REMOVALS, FAILED, DENIED, ENTRY_FAILED, ENTRY_DOUBT, WAITING, MISSING, AGAIN);

    // places
    private static final String PHASE = "phase";
    private static final String THEN = "then";
    private static final String AFTER = "after";
    private static final String OFFSET = "offset";
    private static final String BEGAN = "began";
    static final String INVALIDATED = "invalidated";
    private static final String SERVING = "serving";

    static Stand begin(Phase phase, Instant now) {
        return new Stand(Memo.of(BEGAN, now.toString())).phase(phase);
    }

    boolean isBegun() {
        return memo.get(PHASE).isPresent();
    }

    Phase phase() {
        return Phase.valueOf(memo.get(PHASE).orElseThrow());
    }

    /** The next phase, from its beginning. */
    Stand phase(Phase phase) {
        return new Stand(memo.with(PHASE, phase.name()))
                .set(LINE, 0)
                .text(AFTER, "")
                .set(OFFSET, 0);
    }

    /** Goes on with what takes its time, if there is any, before the next phase. */
    Stand waitThen(Phase phase) {
        return count(WAITING) == 0
                ? phase(phase)
                : phase(Phase.WAIT).set(RESTORING, 0).text(THEN, phase.name());
    }

    Phase then() {
        return Phase.valueOf(memo.get(THEN).orElseThrow());
    }

    long count(String figure) {
        return memo.get(figure).map(Long::parseLong).orElse(0L);
    }

    Stand set(String figure, long value) {
        return text(figure, value == 0 ? "" : Long.toString(value));
    }

    Stand add(String figure, long more) {
        return set(figure, count(figure) + more);
    }

    Optional<String> text(String name) {
        return memo.get(name).filter(text -> !text.isEmpty());
    }

    /** Remembers a text; an empty one is forgotten. */
    Stand text(String name, String value) {
        if (!value.isEmpty()) {
            return new Stand(memo.with(name, value));
        }
        SortedMap<String, String> rest = new TreeMap<>(memo.entries());
        rest.remove(name);
        return new Stand(new Memo(rest));
    }

    /** Where the listing goes on. */
    ManifestReader.Place place() {
        return new ManifestReader.Place(count(OFFSET), text(AFTER).orElse(null));
    }

    Stand place(String after, long offset) {
        return text(AFTER, after).set(OFFSET, offset);
    }

    /** A key is not where it shall be. */
    Stand missing(String key, Failure why) {
        Stand named = this;
        if (count(MISSING) < MOST_NAMED) {
            String name = key + " (" + why.why() + ")";
            String shown = name.length() > MOST_OF_A_NAME ? name.substring(0, MOST_OF_A_NAME) + "…" : name;
            named = text(NAMED + count(MISSING), shown);
        }
        return named.add(MISSING, 1).add(why.kind().name(), 1).add(AGAIN, why.passing() ? 1 : 0);
    }

    /** The first keys that are missing and why, and how many more there are. */
    String names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < MOST_NAMED; i++) {
            text(NAMED + i).ifPresent(names::add);
        }
        long more = count(MISSING) - names.size();
        return String.join("; ", names) + (more > 0 ? "; and " + more + " more" : "");
    }

    /** Whether something is missing for a reason that may have passed, and it was not tried too often. */
    boolean mayGoRound() {
        return count(AGAIN) > 0 && count(ROUND) + 1 < ROUNDS;
    }

    /** Does it once more, from this phase on. */
    Stand nextRound(Phase first) {
        Stand next = phase(first).add(ROUND, 1);
        for (String figure : OF_A_ROUND) {
            next = next.set(figure, 0);
        }
        for (FailureKind kind : FailureKind.values()) {
            next = next.set(kind.name(), 0);
        }
        return next;
    }

    /** Whose fault it is that keys are missing: what weighs most. */
    FailureKind worst() {
        if (count(FailureKind.VERSION.name()) > 0) {
            return FailureKind.VERSION;
        }
        return count(FailureKind.ENVIRONMENT.name()) > 0 ? FailureKind.ENVIRONMENT : FailureKind.CONFLICT;
    }

    /** Whether any key is on top as wanted because of this change. */
    boolean isFruitful() {
        return count(COPIED) + count(SAME) + count(MARKED) > 0;
    }

    Instant began() {
        return Instant.parse(memo.get(BEGAN).orElseThrow());
    }

    Optional<Instant> servingSince() {
        return text(SERVING).map(Instant::parse);
    }

    Stand servingSince(Instant at) {
        return text(SERVING, at.toString());
    }
}
