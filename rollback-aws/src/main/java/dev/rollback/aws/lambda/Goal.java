package dev.rollback.aws.lambda;

import dev.rollback.target.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where one reconcile call shall bring the alias.
 *
 * <p>A share of the traffic is given by pointing the alias to the wanted version and weighting the bad one with the rest. The other form, the alias
 * on the bad version with weights for the wanted one, would do the same for users; but with this one a process that dies half way leaves an
 * alias that points to the good version and needs nothing but its weights cleared. The bad version never gets more than it has.
 *
 * @param from where the alias sent its traffic when the change was planned
 * @param want where it shall send it in the end
 * @param percent the share that the wanted version shall get now
 */
record Goal(Routing from, Routing want, int percent) {

    private static final int ALL = 100;
    private static final double EXACT = 1e-9;

    static Goal of(Change change, int percent) {
        Routing want = Routing.parsed(change.to().id());
        return new Goal(Routing.parsed(change.from().id()), want, want.isPlain() ? percent : ALL);
    }

    boolean isShare() {
        return percent < ALL;
    }

    /** What to write when the alias is there now. */
    Routing stage(Routing now) {
        Optional<String> bad = now.mainBeside(want.version());
        if (!isShare() || bad.isEmpty()) {
            return want;
        }
        SortedMap<String, Double> rest = new TreeMap<>();
        rest.put(bad.get(), Math.min((ALL - percent) / (double) ALL, now.shareOf(bad.get())));
        return new Routing(want.version(), rest);
    }

    /** Whether the alias is where this call shall bring it, or further. */
    boolean isReachedBy(Routing now) {
        return now.equals(want) || (isShare() && covers(now) && now.shareOf(want.version()) >= share() - EXACT);
    }

    private double share() {
        return percent / (double) ALL;
    }

    /** Names this goal in a memo. */
    String id() {
        return want.id() + " " + percent + "%";
    }

    /** Whether the alias names nothing but what the change is between; any other version is somebody else's move. */
    boolean covers(Routing now) {
        return between().containsAll(now.versions());
    }

    /** The versions that the change is between. */
    List<String> between() {
        List<String> versions = new ArrayList<>(from.versions());
        want.versions().stream().filter(number -> !versions.contains(number)).forEach(versions::add);
        return versions;
    }
}
