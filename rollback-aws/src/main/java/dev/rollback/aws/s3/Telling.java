package dev.rollback.aws.s3;

import dev.rollback.target.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says how far a change has got, for people. */
final class Telling {

    private static final double LISTED_ALONE = 0.4;
    private static final double COPIES_SHARE = 0.9;
    private static final double SLOWLY = 2_000;

    private final Parts parts;
    private final Change change;
    private final Instant now;
    private final Stand stand;

    Telling(Parts parts, Change change, Instant now, Stand stand) {
        this.parts = parts;
        this.change = change;
        this.now = now;
        this.stand = stand;
    }

    static String keys(long count) {
        return count == 1 ? "1 key" : grouped(count) + " keys";
    }

    /** Few have more than three digits, and this is said after each page. */
    private static String grouped(long count) {
        return count < 1_000 ? Long.toString(count) : String.format(Locale.ROOT, "%,d", count);
    }

    /** What goes on, how much of it is done, and how long the rest takes. */
    String why() {
        return switch (stand.phase()) {
            case APPLY -> "looked at " + keys(stand.count(Stand.LISTED)) + ", brought back " + ofTotal() + left();
            case ENTRIES ->
                "brings back " + keys(stand.count(Stand.LATER)) + " that users enter by ("
                        + parts.settings().entryPoints() + "); brought back " + ofTotal();
            case WAIT ->
                "waits for " + keys(stand.count(Stand.WAITING)) + " that S3 restores from an archive or copies in"
                        + " parts; brought back " + ofTotal();
            case REMOVE -> "removed " + stand.count(Stand.MARKED) + " of " + keys(stand.count(Stand.REMOVALS));
            case VERIFY -> "lists again and compares; looked at " + keys(stand.count(Stand.LISTED));
            case ADOPT -> "looks for what was written and not recorded; looked at " + keys(stand.count(Stand.LISTED));
            case BACK, BACK_ENTRIES, BACK_REMOVE -> "put back " + keys(stand.count(Stand.COPIED)) + " as found";
        };
    }

    private String ofTotal() {
        long done = stand.count(Stand.COPIED) + stand.count(Stand.SAME);
        return foreseen()
                .filter(amount -> amount.copies() >= done)
                .map(amount -> grouped(done) + " of " + keys(amount.copies()))
                .orElseGet(() -> keys(done));
    }

    private Optional<Foreseen.Amount> foreseen() {
        return parts.foreseen().of(change.to().id());
    }

    private String left() {
        long done = stand.count(Stand.COPIED) + stand.count(Stand.SAME);
        Duration spent = Duration.between(stand.began(), now);
        return foreseen()
                .filter(amount -> done > 0 && amount.copies() > done && spent.toSeconds() > 0)
                .map(amount -> spent.multipliedBy(amount.copies() - done).dividedBy(done))
                .map(rest -> ", about " + Instants.text(rest) + " left")
                .orElse("");
    }

    /** How much is done, 0 to 1. Where the total is not known it grows with every key, ever more slowly. */
    double share() {
        return switch (stand.phase()) {
            case APPLY -> COPIES_SHARE * applied();
            case ENTRIES, WAIT, REMOVE -> COPIES_SHARE;
            case VERIFY -> COPIES_SHARE + (1 - COPIES_SHARE) * slowly(stand.count(Stand.LISTED));
            case ADOPT -> LISTED_ALONE * slowly(stand.count(Stand.LISTED));
            case BACK, BACK_ENTRIES, BACK_REMOVE ->
                LISTED_ALONE + (1 - LISTED_ALONE) * slowly(stand.count(Stand.COPIED));
        };
    }

    private double applied() {
        long done = stand.count(Stand.COPIED) + stand.count(Stand.SAME) + stand.count(Stand.LATER);
        long listed = stand.count(Stand.LISTED);
        return foreseen()
                .filter(amount -> amount.copies() >= done && amount.copies() > 0)
                .map(amount -> (double) done / amount.copies())
                .orElseGet(() -> slowly(listed));
    }

    private static double slowly(long count) {
        return count / (count + SLOWLY);
    }

    /** What users get. */
    String serving() {
        return parts.span() + " has " + wanted() + ": " + done();
    }

    /** What users get, once all was compared: what failed on the way did not in the end. */
    String settled() {
        return new Telling(parts, change, now, stand.set(Stand.FAILED, 0)).serving();
    }

    /** What was done. */
    String done() {
        List<String> done = new ArrayList<>();
        done.add(keys(stand.count(Stand.COPIED)) + " brought back");
        add(done, Stand.SAME, "the same already");
        add(done, Stand.MARKED, "removed");
        add(done, Stand.FAILED, "failed");
        return String.join(", ", done);
    }

    private void add(List<String> done, String figure, String what) {
        if (stand.count(figure) > 0) {
            done.add(stand.count(figure) + " " + what);
        }
    }

    String wanted() {
        if (change.to().id().startsWith(Manifest.ID)) {
            return "the state " + change.to().label();
        }
        return Parts.instant(change.to())
                .map(at -> "the state of " + at)
                .orElse("version " + change.to().title());
    }
}
