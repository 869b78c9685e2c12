package dev.rollback.examples;

import dev.rollback.examples.Arguments.Flag;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes the arguments of a command line one by one. Used once. */
final class ArgumentReader {

    private static final String TIME = "a time of 1s to 30 days";

    private final Deque<String> left;
    private final List<Wanted> targets = new ArrayList<>();
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    private final Set<String> codes = new LinkedHashSet<>();
    private @Nullable String reason;
    private @Nullable Instant incidentStart;
    private @Nullable Instant asOf;
    private @Nullable Duration timeout;
    private @Nullable Duration freeze;
    private @Nullable Integer approvals;
    private @Nullable String noLease;
    private @Nullable Duration acceptedLoss;
    private @Nullable Duration removeAfter;
    private @Nullable Path report;

    ArgumentReader(String... arguments) {
        this.left = new ArrayDeque<>(Arrays.asList(arguments));
    }

    Arguments read() {
        while (!left.isEmpty()) {
            take(left.pop());
        }
        if (targets.isEmpty() && !flags.contains(Flag.HELP)) {
            throw UsageException.of("no target", "at least one", "ecs:prod/checkout-api");
        }
        return new Arguments(targets, flags, overrides(), reason == null ? "" : reason, times(), terms(), report);
    }

    private void take(String argument) {
        if (!argument.startsWith("-")) {
            target(Wanted.parse(argument));
            return;
        }
        Optional<Flag> flag = Arrays.stream(Flag.values())
                .filter(known -> known.option().equals(argument))
                .findFirst();
        flag.ifPresentOrElse(flags::add, () -> option(argument));
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
            case "--override" -> codes.add(value(option, "CODE or all", "UNPROVEN", Values::code));
            case "--reason" -> reason = once(option, reason, value(option, "a text", "'no time'", Values::text));
            case "--incident-start" -> incidentStart = once(option, incidentStart, instant(option));
            case "--as-of" -> asOf = once(option, asOf, instant(option));
            case "--timeout" -> timeout = once(option, timeout, value(option, TIME, "10m", Values::time));
            case "--freeze" -> freeze = once(option, freeze, value(option, TIME, "24h", Values::time));
            case "--no-lease" ->
                noLease = once(option, noLease, value(option, "a reason", "'nobody else is awake'", Values::text));
            case "--approvals" ->
                approvals = once(option, approvals, value(option, "how many people, 1 to 99", "1", Values::people));
            case "--accept-data-loss" ->
                acceptedLoss = once(option, acceptedLoss, value(option, TIME, "30m", Values::time));
            case "--remove-after" ->
                removeAfter = once(option, removeAfter, value(option, "a time of 0s to 1 day", "10m", Values::grace));
            case "--report" ->
                report = once(option, report, value(option, "the name of a file", "report.json", Values::file));
            default -> throw UsageException.of(argument, "an option of the list below", "--preview");
        }
    }

    /** What is said for targets of a kind needs one of them, or it was said in vain. */
    private Terms terms() {
        if (acceptedLoss != null && targets.stream().noneMatch(WantedDatabase.class::isInstance)) {
            throw UsageException.of("--accept-data-loss", "a database with it", "rds:orders --accept-data-loss 30m");
        }
        if (removeAfter != null && targets.stream().noneMatch(WantedSite.class::isInstance)) {
            throw UsageException.of("--remove-after", "a bucket with it", "s3:shop-frontend/ --remove-after 10m");
        }
        return new Terms(freeze, approvals, acceptedLoss, removeAfter);
    }

    private Arguments.Times times() {
        boolean inVain = !targets.isEmpty()
                && targets.stream().allMatch(target -> target.version().isPresent());
        if (asOf != null && inVain) {
            throw UsageException.of(
                    "--as-of", "a target without a version with it", "ecs:prod/checkout-api --as-of " + asOf);
        }
        return new Arguments.Times(incidentStart, asOf, timeout);
    }

    private Instant instant(String option) {
        return value(option, "an instant", "2026-03-02T08:40:00Z", Instant::parse);
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

    private SortedMap<String, String> overrides() {
        SortedMap<String, String> overrides = new TreeMap<>();
        if (flags.contains(Flag.ACCEPT_UNPROVEN)) {
            overrides.put("UNPROVEN", reason == null ? Flag.ACCEPT_UNPROVEN.option() : reason);
        }
        if (noLease != null) {
            overrides.put("LEASE_UNKNOWN", noLease);
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
