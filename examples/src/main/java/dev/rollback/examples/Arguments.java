package dev.rollback.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the command line of {@link RollBackOnAws} says. Immutable.
 *
 * @param targets what to roll back, at least one
 * @param flags what was switched on
 * @param overrides the soft blockers to override, with the reason of each
 * @param reason why it is done; may be empty
 * @param times the times that were said
 * @param terms what was said for targets of single kinds
 * @param report where the report goes; null for nowhere
 */
record Arguments(
        List<Wanted> targets,
        Set<Flag> flags,
        SortedMap<String, String> overrides,
        String reason,
        Times times,
        Terms terms,
        @Nullable Path report) {

    /** What needs no value. */
    enum Flag {
        PREVIEW,
        PARALLEL,
        ACCEPT_UNPROVEN,
        HELP;

        String option() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Times; null for what was not said.
     *
     * @param incidentStart when the incident began
     * @param asOf the instant to bring all targets back to that name no version of their own
     * @param timeout the time for the whole run
     */
    record Times(
            @Nullable Instant incidentStart,
            @Nullable Instant asOf,
            @Nullable Duration timeout) {}

    /** Copies the collections. */
    Arguments {
        targets = List.copyOf(targets);
        flags = Collections.unmodifiableSet(flags);
        overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
    }

    /**
     * Reads a command line.
     *
     * @throws UsageException at the first argument that cannot be used
     */
    static Arguments parse(String... arguments) {
        return new ArgumentReader(arguments).read();
    }

    boolean has(Flag flag) {
        return flags.contains(flag);
    }
}
