package dev.rollback.examples;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the command line of {@link RollBackOnAws} says. Immutable.
 *
 * @param targets what to roll back, at least one
 * @param flags what was switched on
 * @param overrides the soft blockers to override, with the reason of each
 * @param reason why it is done; may be empty
 * @param incidentStart when the incident began; null if that was not said
 * @param timeout the time for the whole run; null for the default
 * @param report where the report goes; null for nowhere
 */
record Arguments(
        List<Wanted> targets,
        Set<Flag> flags,
        SortedMap<String, String> overrides,
        String reason,
        @Nullable Instant incidentStart,
        @Nullable Duration timeout,
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
        return new Reader(arguments).read();
    }

    boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /** Takes the arguments one by one. */
    private static final class Reader {
        private static final Duration LONGEST = Duration.ofDays(30);

        private final Deque<String> left;
        private final List<Wanted> targets = new ArrayList<>();
        private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
        private final Set<String> codes = new LinkedHashSet<>();
        private @Nullable String reason;
        private @Nullable Instant incidentStart;
        private @Nullable Duration timeout;
        private @Nullable Path report;

        Reader(String... arguments) {
            this.left = new ArrayDeque<>(Arrays.asList(arguments));
        }

        Arguments read() {
            while (!left.isEmpty()) {
                take(left.pop());
            }
            if (targets.isEmpty() && !flags.contains(Flag.HELP)) {
                throw UsageException.of("no target", "at least one", "ecs:prod/checkout-api");
            }
            return new Arguments(
                    targets, flags, overrides(), reason == null ? "" : reason, incidentStart, timeout, report);
        }

        private void take(String argument) {
            if (!argument.startsWith("-")) {
                target(Wanted.parse(argument));
                return;
            }
            Flag flag = Arrays.stream(Flag.values())
                    .filter(known -> known.option().equals(argument))
                    .findFirst()
                    .orElse(null);
            if (flag == null) {
                option(argument);
            } else {
                flags.add(flag);
            }
        }

        private void target(Wanted wanted) {
            if (targets.stream().anyMatch(wanted::isSameTarget)) {
                throw UsageException.of(
                        wanted.toString(), "each target once", "ecs:prod/checkout-api lambda:search-indexer:live");
            }
            targets.add(wanted);
        }

        private void option(String argument) {
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            if (equals >= 0) {
                left.push(argument.substring(equals + 1));
            }
            switch (option) {
                case "--override" -> codes.add(value(option, "CODE or all", "UNPROVEN", Reader::code));
                case "--reason" -> reason = once(option, reason, value(option, "a text", "'no time'", Reader::text));
                case "--incident-start" ->
                    incidentStart = once(
                            option, incidentStart, value(option, "an instant", "2026-03-02T08:40:00Z", Instant::parse));
                case "--timeout" ->
                    timeout = once(option, timeout, value(option, "a time of 1s to 30 days", "10m", Reader::time));
                case "--report" ->
                    report = once(option, report, value(option, "the name of a file", "report.json", Reader::file));
                default -> throw UsageException.of(argument, "an option of the list below", "--preview");
            }
        }

        private <T> T value(String option, String expected, String example, Function<String, T> reader) {
            String value = left.isEmpty() || left.peek().startsWith("--") ? "" : left.pop();
            try {
                if (!value.isBlank()) {
                    return reader.apply(value);
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                // said below, with what was expected
            }
            throw UsageException.of((option + " " + value).strip(), expected, option + " " + example);
        }

        private static <T> T once(String option, @Nullable T before, T now) {
            if (before != null) {
                throw UsageException.of(option, "it once", option + " " + now);
            }
            return now;
        }

        private static String text(String value) {
            return value;
        }

        private static String code(String value) {
            if (!value.matches("all|[A-Z][A-Z0-9_]*")) {
                throw new IllegalArgumentException(value);
            }
            return value;
        }

        /** ISO-8601 as in {@code PT10M}, or short as in {@code 10m}. */
        private static Duration time(String value) {
            boolean isShort = value.matches("\\d{1,9}[smh]");
            Duration time = Duration.parse(isShort ? "PT" + value : value);
            if (time.isZero() || time.isNegative() || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(value);
            }
            return time;
        }

        private static Path file(String value) {
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(value, e);
            }
        }

        private SortedMap<String, String> overrides() {
            SortedMap<String, String> overrides = new TreeMap<>();
            if (flags.contains(Flag.ACCEPT_UNPROVEN)) {
                overrides.put("UNPROVEN", reason == null ? Flag.ACCEPT_UNPROVEN.option() : reason);
            }
            for (String code : codes) {
                if (reason == null) {
                    throw UsageException.of(
                            "--override " + code,
                            "--reason TEXT with it",
                            "--override " + code + " --reason 'the alarm is known to be wrong'");
                }
                overrides.put(code, reason);
            }
            return overrides;
        }
    }
}
