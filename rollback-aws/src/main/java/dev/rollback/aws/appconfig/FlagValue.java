package dev.rollback.aws.appconfig;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rollback.aws.appconfig.JsonSpan.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/**
 * A value that a flag's attribute or its switch shall have. Immutable.
 *
 * @param json as it is written
 * @param value what that says
 */
record FlagValue(String json, JsonSpan value) {

    static FlagValue of(boolean value) {
        return raw(Boolean.toString(value));
    }

    static FlagValue of(BigDecimal value) {
        return raw(value.toString());
    }

    static FlagValue of(String value) {
        return raw(quoted(value));
    }

    /** A value that is written elsewhere. */
    static FlagValue raw(String json) {
        try {
            return new FlagValue(json, JsonSpan.read(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** For people. A text may be a secret, so it is not shown. */
    static String shown(JsonSpan value) {
        return value.is(Kind.BOOLEAN) || value.is(Kind.NUMBER) || value.is(Kind.NULL)
                ? value.text()
                : value.is(Kind.STRING) ? "(text)" : "(" + value.kind().word() + ")";
    }

    String shown() {
        return shown(value);
    }
}
