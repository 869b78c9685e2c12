package dev.rollback;

import dev.rollback.lease.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who decides on a rollback, and how soon, by how severe the incident is: what a house calls that severity, how many people approve before the first change, by when it shall have begun, and whether
 * gradual steps are gradual. Companies number both ways, so {@code SEV-1} says nothing until a matrix does. Immutable and thread-safe.
 *
 * <p>What it says unless told otherwise: {@code INFORMATIONAL} two people approve, {@code MINOR} one; from {@code SIGNIFICANT} on whoever starts the run has approved it by that. It shall have begun
 * within 30 minutes, 15 minutes, 5 minutes, and from {@code MAJOR} on at once. Only {@code CRITICAL} passes over what the plan says with {@code gradually}.
 */
public final class DecisionMatrix {

    private static final int MOST_APPROVERS = 20;
    private static final Duration LONGEST_RESPONSE = Duration.ofDays(7);

    private final SortedMap<String, Severity> words;
    private final Map<Severity, Rule> rules;

    /** How a plan goes about a change that could be gradual. */
    public enum Pace {
        /** As the plan says: gradually where it says so. */
        AS_WRITTEN,
        /** All at once, also where the plan says gradually. */
        AT_ONCE
    }

    /**
     * What holds for one severity.
     *
     * @param word what the house calls it
     * @param severity what that means
     * @param approvers how many people approve before the first change; zero if starting the run is enough
     * @param response how long after the incident began the first change shall begin; zero for at once; null if nobody said
     * @param pace how it goes about changes that could be gradual
     */
    public record Rule(
            String word,
            Severity severity,
            int approvers,
            @Nullable Duration response,
            Pace pace) {

        /** What holds where a plan says nothing: nobody has to approve, or to hurry. */
        static final Rule UNSAID = new Rule("", Severity.SIGNIFICANT, 0, null, Pace.AS_WRITTEN);

        Rule unasked() {
            return new Rule(word, severity, 0, null, pace);
        }

        Rule called(String name) {
            return new Rule(name, severity, approvers, response, pace);
        }

        boolean isSaid() {
            return !word.isEmpty();
        }
    }

    private DecisionMatrix(SortedMap<String, Severity> words, Map<Severity, Rule> rules) {
        this.words = Collections.unmodifiableSortedMap(words);
        this.rules = rules;
    }

    /** What holds unless a house says otherwise; its words are the names of {@link Severity}. */
    public static DecisionMatrix standard() {
        return of(matrix -> {});
    }

    /**
     * The matrix of a house; what it does not say is as in {@link #standard()}.
     *
     * @throws IllegalArgumentException with all that is wrong with it
     */
    public static DecisionMatrix of(Consumer<Builder> said) {
        Builder builder = new Builder();
        said.accept(builder);
        return builder.build();
    }

    /**
     * What holds for what the house calls so; case does not matter.
     *
     * @throws IllegalArgumentException when the house has no such word; names those it has
     */
    public Rule rule(String word) {
        Severity severity = words.get(word);
        if (severity == null) {
            throw new IllegalArgumentException("\"" + word + "\" is no severity of this house: expected one of "
                    + String.join(", ", words.keySet()) + "; or say what it means with word(\"" + word + "\", ...)");
        }
        return rule(severity).called(word);
    }

    /** What holds for a severity. */
    public Rule rule(Severity severity) {
        Rule rule = rules.get(severity);
        if (rule == null) {
            throw new IllegalStateException("The matrix has no rule for " + severity);
        }
        return rule;
    }

    /** Collects a matrix. Not thread-safe. */
    public static final class Builder {

        private final List<String> faults = new ArrayList<>();
        private final SortedMap<String, Severity> words = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final Map<Severity, Integer> approvers = new EnumMap<>(Severity.class);
        private final Map<Severity, Duration> responses = new EnumMap<>(Severity.class);
        private final Map<Severity, Pace> paces = new EnumMap<>(Severity.class);

        private Builder() {}

        /** What the house calls a severity; several words may mean the same. Once there is one, the names of {@link Severity} are no words of the house any more. */
        public Builder word(String word, Severity meaning) {
            if (word.isBlank()) {
                faults.add("a word for " + meaning + " is blank: say what the house calls it");
            }
            if (words.put(word, meaning) != null) {
                faults.add("the word \"" + word + "\" is given a meaning twice: a word means one severity");
            }
            return this;
        }

        /** The five words of a house whose numbers grow with the harm, from harmless to worst: {@code SEV-0} to {@code SEV-4}. */
        public Builder rising(String... fromHarmlessToWorst) {
            Severity[] meanings = Severity.values();
            if (fromHarmlessToWorst.length != meanings.length) {
                faults.add("got " + fromHarmlessToWorst.length + " words for " + meanings.length
                        + " severities: say each with word(...), for example word(\"LOW\", MINOR)");
                return this;
            }
            for (int i = 0; i < meanings.length; i++) {
                word(fromHarmlessToWorst[i], meanings[i]);
            }
            return this;
        }

        /** The five words of a house whose first is the worst, from worst to harmless: {@code SEV-1} to {@code SEV-5}. */
        public Builder falling(String... fromWorstToHarmless) {
            List<String> turned = new ArrayList<>(List.of(fromWorstToHarmless));
            Collections.reverse(turned);
            return rising(turned.toArray(String[]::new));
        }

        /** How many people approve before the first change, each counted once; zero if starting the run is enough. */
        public Builder approvers(Severity severity, int people) {
            if (people < 0 || people > MOST_APPROVERS) {
                faults.add("approvers(" + severity + ", " + people + "): expected 0 to " + MOST_APPROVERS);
            }
            return once("approvers", severity, approvers.put(severity, people));
        }

        /** How long after the incident began the first change shall begin; zero for at once. One that is missed is told, and whoever is to be called next. */
        public Builder response(Severity severity, Duration within) {
            if (within.isNegative() || within.compareTo(LONGEST_RESPONSE) > 0) {
                faults.add("response(" + severity + ", " + within + "): expected zero for at once, "
                        + LONGEST_RESPONSE.toDays() + " days at the most");
            }
            return once("response", severity, responses.put(severity, within));
        }

        /** How a plan goes about changes that could be gradual. */
        public Builder pace(Severity severity, Pace pace) {
            return once("pace", severity, paces.put(severity, pace));
        }

        private Builder once(String what, Severity severity, @Nullable Object before) {
            if (before != null) {
                faults.add(what + " of " + severity + " is said twice: say it once");
            }
            return this;
        }

        private DecisionMatrix build() {
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(
                        "the decision matrix cannot be like this: " + String.join("; ", faults));
            }
            if (words.isEmpty()) {
                List.of(Severity.values()).forEach(severity -> words.put(severity.name(), severity));
            }
            Map<Severity, Rule> rules = new EnumMap<>(Severity.class);
            List.of(Severity.values()).forEach(severity -> rules.put(severity, rule(severity)));
            return new DecisionMatrix(words, rules);
        }

        private Rule rule(Severity severity) {
            return new Rule(
                    severity.name(),
                    severity,
                    approvers.getOrDefault(severity, usualApprovers(severity)),
                    responses.getOrDefault(severity, usualResponse(severity)),
                    paces.getOrDefault(severity, severity == Severity.CRITICAL ? Pace.AT_ONCE : Pace.AS_WRITTEN));
        }

        private static int usualApprovers(Severity severity) {
            return switch (severity) {
                case INFORMATIONAL -> 2;
                case MINOR -> 1;
                case SIGNIFICANT, MAJOR, CRITICAL -> 0;
            };
        }

        private static Duration usualResponse(Severity severity) {
            return switch (severity) {
                case INFORMATIONAL -> Duration.ofMinutes(30);
                case MINOR -> Duration.ofMinutes(15);
                case SIGNIFICANT -> Duration.ofMinutes(5);
                case MAJOR, CRITICAL -> Duration.ZERO;
            };
        }
    }
}
