package dev.rollback.health;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rollback.health.JsonValue.Kind;
import dev.rollback.target.Http;
import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One value in the JSON of an answer. That a value differs says that the service is unwell; a number that is not there to be compared with a
 * limit is no data, and says nothing.
 */
record JsonExpectation(
        JsonPointer pointer, String expected, Predicate<JsonValue> test, Function<String, Health> withoutData)
        implements Expectation {

    static Expectation equal(String pointer, String text) {
        return new JsonExpectation(
                compile(pointer),
                Shown.quoted(text),
                value -> value.kind() == Kind.STRING && value.text().equals(text),
                Health::unhealthy);
    }

    static Expectation equal(String pointer, boolean truth) {
        String text = String.valueOf(truth);
        return new JsonExpectation(
                compile(pointer),
                text,
                value -> value.kind() == Kind.BOOLEAN && value.text().equals(text),
                Health::unhealthy);
    }

    static Expectation equal(String pointer, BigDecimal number) {
        return new JsonExpectation(
                compile(pointer), number.toPlainString(), isNumber(order(number, 0)), Health::unhealthy);
    }

    static Expectation below(String pointer, double limit) {
        BigDecimal number = finite("jsonBelow", limit);
        return new JsonExpectation(compile(pointer), "below " + limit, isNumber(order(number, -1)), Health::unknown);
    }

    static Expectation above(String pointer, double limit) {
        BigDecimal number = finite("jsonAbove", limit);
        return new JsonExpectation(compile(pointer), "above " + limit, isNumber(order(number, 1)), Health::unknown);
    }

    private static Predicate<BigDecimal> order(BigDecimal than, int sign) {
        return number -> Integer.signum(number.compareTo(than)) == sign;
    }

    private static Predicate<JsonValue> isNumber(Predicate<BigDecimal> test) {
        return value -> value.number().filter(test).isPresent();
    }

    static BigDecimal finite(String method, double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("An HTTP probe cannot compare with " + number
                    + ", expected a finite number: correct " + method + "(...).");
        }
        return BigDecimal.valueOf(number);
    }

    private static JsonPointer compile(String pointer) {
        try {
            return JsonPointer.compile(pointer);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "An HTTP probe cannot find " + Shown.quoted(pointer)
                            + " in JSON, expected a JSON pointer, which starts with a slash: write for example \"/status\".",
                    e);
        }
    }

    @Override
    public Health judge(Http.Answer answer) {
        JsonValue value = JsonValue.at(pointer, answer.body());
        if (test.test(value)) {
            return Health.healthy(where() + " " + value.shown());
        }
        String evidence = "expected " + where() + " " + expected + ", got " + value.shown();
        return value.number().isPresent() ? Health.unhealthy(evidence) : withoutData.apply(evidence);
    }

    private String where() {
        return pointer.length() == 0 ? "the JSON value" : pointer.toString();
    }
}
