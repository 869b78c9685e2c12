package dev.rollback.testkit.account;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which names exist in a fake that is asked for little more than that.
 *
 * <p>Everything exists but what a scene calls missing, until the scene says that only what it names exists. What was
 * said of a name last counts. Not thread-safe.
 */
public final class Presence {
    private final Set<String> present = new TreeSet<>();
    private final Set<String> missing = new TreeSet<>();
    private boolean everything = true;

    /** Begins with everything there. */
    public Presence() {}

    /** Names something that exists. */
    public void add(String name) {
        missing.remove(name);
        present.add(name);
    }

    /** Names something that does not exist. */
    public void remove(String name) {
        present.remove(name);
        missing.add(name);
    }

    /** Says that what was not named exists. This is the default. */
    public void everythingExists() {
        everything = true;
    }

    /** Says that what was not named does not exist. */
    public void onlyWhatIsNamed() {
        everything = false;
    }

    /** Returns whether a name exists. */
    public boolean has(String name) {
        return present.contains(name) || (everything && !missing.contains(name));
    }

    /** Returns whether a name was said to exist or to be missing. */
    public boolean names(String name) {
        return present.contains(name) || missing.contains(name);
    }
}
