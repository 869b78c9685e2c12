package dev.rollback.aws.s3;

import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Position;
import dev.rollback.target.Target;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a bucket stands between the two ends of a change: lists it and counts the keys that are as wanted because they were brought back since, and those that
 * are not as wanted.
 */
final class Locating {

    private static final Duration SPARED = Duration.ofSeconds(3);

    private final Parts parts;
    private final Look look;
    private final boolean back;
    private final Version wanted;
    private final Instant since;
    private long done;
    private long open;
    private long keys;

    Locating(Parts parts, Change change, Look look) {
        this.parts = parts;
        this.look = look;
        this.back = change.takesBack().isPresent();
        this.wanted = back ? change.from() : change.to();
        this.since = Live.lookedAt(back ? change.to() : change.from()).orElse(Instant.MAX);
    }

    Target.Located locate() {
        Instant until = look.deadline().minus(SPARED);
        try (Wanted goals = parts.wanted(wanted, ManifestReader.Place.TOP, look)) {
            Scan.Range range = new Scan.Range(null, () -> look.now().isBefore(until));
            Scan scan = new Scan(parts.pages(look), parts.span(), goals, range, Scan.Watcher.NONE);
            while ((done == 0 || open == 0) && scan.hasNext()) {
                count(scan.next());
            }
            boolean between = done > 0 && open > 0;
            return new Target.Located(position(between || scan.isComplete()), evidence(scan.isComplete()));
        }
    }

    private void count(KeyState state) {
        keys++;
        Entry top = state.current();
        boolean younger = top != null && !top.at().isBefore(since);
        switch (state.need()) {
            case NOTHING -> done += younger && !isUntouched(state) ? 1 : 0;
            case COMPARE, ALIKE -> done += younger ? 1 : 0;
            case COPY -> {
                boolean copied = younger
                        && top != null
                        && state.aim() != null
                        && top.size() == state.aim().size();
                done += copied ? 1 : 0;
                open += copied ? 0 : 1;
            }
            case REMOVE, GONE, TIED -> open++;
        }
    }

    /** What was wanted was on top all the time. */
    private static boolean isUntouched(KeyState state) {
        Entry top = state.current();
        Entry aim = state.aim();
        return top != null && aim != null && top.isSame(aim);
    }

    private Position position(boolean known) {
        if (!known) {
            return Position.UNKNOWN;
        }
        if (open == 0) {
            return back ? Position.FROM : Position.TO;
        }
        return done > 0 ? Position.BETWEEN : back ? Position.TO : Position.FROM;
    }

    private String evidence(boolean all) {
        String seen = all ? "of " + Telling.keys(keys) : "of the first " + Telling.keys(keys);
        return seen + " " + open + (open == 1 ? " is" : " are") + " not as at " + wanted.title() + ", and " + done
                + (done == 1 ? " was" : " were") + " brought there since";
    }
}
