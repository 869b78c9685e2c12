package dev.rollback.health;

import dev.rollback.target.Http;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** What can be expected of an answer as a whole. Bodies are never shown: they may hold more than a health page should. */
final class Expectations {

    /** Any status from 200 to 299. */
    static final Expectation SUCCESS = status("2xx", status -> status / 100 == 2);

    private Expectations() {}

    static Expectation status(int... statuses) {
        if (statuses.length == 0) {
            throw new IllegalArgumentException(
                    "An HTTP probe that returns no status cannot pass, expected at least one: "
                            + "name it, for example returns(200), or leave returns() out for any 2xx.");
        }
        for (int status : statuses) {
            if (status < 100 || status > 599) {
                throw new IllegalArgumentException("An HTTP probe cannot return status " + status
                        + ", expected 100 to 599: correct returns(...).");
            }
        }
        List<Integer> allowed = Arrays.stream(statuses).boxed().toList();
        String names = allowed.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return status(names, allowed::contains);
    }

    private static Expectation status(String names, IntPredicate allowed) {
        return answer -> allowed.test(answer.status())
                ? Health.healthy("status " + answer.status())
                : Health.unhealthy("expected status " + names + ", got " + answer.status());
    }

    static Expectation bodyContains(String text) {
        return body("containing " + Shown.quoted(text), Pattern.compile(Pattern.quote(text)));
    }

    static Expectation bodyMatches(String regex) {
        try {
            return body("matching " + Shown.quoted(regex), Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "An HTTP probe cannot match the body against " + Shown.quoted(regex)
                            + ", expected a regular expression: " + e.getDescription() + ". Correct bodyMatches(...).",
                    e);
        }
    }

    private static Expectation body(String like, Pattern pattern) {
        return answer -> pattern.matcher(answer.body()).find()
                ? Health.healthy("a body " + like)
                : Health.unhealthy("expected a body " + like + ", got " + size(answer) + " without it");
    }

    private static String size(Http.Answer answer) {
        return answer.body().length() + " characters";
    }

    static Expectation header(String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        String expected = key + " " + value(key, value);
        return answer -> {
            List<String> values = answer.headers().getOrDefault(key, List.of());
            return values.stream().anyMatch(actual -> actual.strip().equals(value))
                    ? Health.healthy(expected)
                    : Health.unhealthy("expected header " + expected + ", got " + actual(key, values));
        };
    }

    private static String actual(String key, List<String> values) {
        return values.isEmpty()
                ? "none"
                : values.stream().map(v -> value(key, v)).collect(Collectors.joining(", "));
    }

    private static String value(String key, String value) {
        return Shown.isPrivate(key) ? "(not shown)" : Shown.quoted(value);
    }

    static Expectation fasterThan(Duration limit) {
        return answer -> answer.took().compareTo(limit) < 0
                ? Health.healthy("in " + answer.took().toMillis() + " ms")
                : Health.unhealthy("expected an answer within " + limit.toMillis() + " ms, got one after "
                        + answer.took().toMillis() + " ms");
    }
}
