package dev.rollback.aws.appconfig;

import dev.rollback.aws.appconfig.JsonSpan.Kind;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Whether AppConfig would take a value for an attribute. What is doubtful passes: AppConfig itself has the last word.
 *
 * @param rules the attribute's {@code constraints}
 */
record FlagConstraints(JsonSpan rules) {

    /** What the value breaks, expected against actual; empty if nothing. */
    Optional<String> objection(FlagValue given) {
        JsonSpan value = given.value();
        return type(value)
                .or(() -> least(value))
                .or(() -> most(value))
                .or(() -> choice(given))
                .or(() -> pattern(value));
    }

    private Optional<String> type(JsonSpan value) {
        return rules.member("type")
                .filter(type -> !type.text().equals(value.kind().word()))
                .map(type ->
                        "expected type " + type.text() + ", got " + value.kind().word());
    }

    private Optional<String> least(JsonSpan value) {
        return rules.member("minimum")
                .filter(least -> value.is(Kind.NUMBER) && least.is(Kind.NUMBER))
                .filter(least -> value.number().compareTo(least.number()) < 0)
                .map(least -> "expected at least " + least.text() + ", got " + value.text());
    }

    private Optional<String> most(JsonSpan value) {
        return rules.member("maximum")
                .filter(most -> value.is(Kind.NUMBER) && most.is(Kind.NUMBER))
                .filter(most -> value.number().compareTo(most.number()) > 0)
                .map(most -> "expected at most " + most.text() + ", got " + value.text());
    }

    private Optional<String> choice(FlagValue given) {
        return rules.member("enum")
                .filter(all -> all.items().stream().noneMatch(one -> one.says(given.value())))
                .map(all -> "expected one of "
                        + all.items().stream().map(JsonSpan::text).toList() + ", got another " + given.shown());
    }

    private Optional<String> pattern(JsonSpan value) {
        return rules.member("pattern")
                .filter(pattern -> value.is(Kind.STRING) && !finds(pattern.text(), value.text()))
                .map(pattern -> "expected a text that matches " + pattern.text() + ", got another");
    }

    private static boolean finds(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException ofAnotherDialect) {
            return true;
        }
    }
}
