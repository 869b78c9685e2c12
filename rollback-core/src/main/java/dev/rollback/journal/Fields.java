package dev.rollback.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object that was read: strings, {@link Long}s, {@link Double}s, {@link Boolean}s, lists and further fields. What is missing or
 * of another kind is reported with the place of the record.
 */
record Fields(Object place, Map<String, Object> values) {

    /** The place of the record, for messages. */
    String where() {
        return place.toString();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    private <T> T get(String name, Class<T> type) {
        Object value = values.get(name);
        if (value == null) {
            throw JournalException.corrupt(where(), "the field \"" + name + "\" is missing");
        }
        return as(name, value, type);
    }

    private <T> T as(String name, Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw JournalException.corrupt(
                    where(), "the field \"" + name + "\" holds " + value + ", expected a " + type.getSimpleName());
        }
        return type.cast(value);
    }

    String text(String name) {
        return get(name, String.class);
    }

    String textOrEmpty(String name) {
        return has(name) ? text(name) : "";
    }

    int number(String name) {
        return narrow(name, get(name, Long.class));
    }

    long bigNumber(String name) {
        return get(name, Long.class);
    }

    private int narrow(String name, long value) {
        if (value != (int) value) {
            throw JournalException.corrupt(
                    where(), "the field \"" + name + "\" holds " + value + ", which is too large");
        }
        return (int) value;
    }

    double fraction(String name) {
        return get(name, Number.class).doubleValue();
    }

    boolean flag(String name) {
        return get(name, Boolean.class);
    }

    Instant time(String name) {
        return parsed(name, "a time", InstantText::parse);
    }

    @Nullable
    Instant timeOrNull(String name) {
        return has(name) ? time(name) : null;
    }

    Duration duration(String name) {
        return parsed(name, "a duration", Duration::parse);
    }

    Duration durationOrZero(String name) {
        return has(name) ? duration(name) : Duration.ZERO;
    }

    private <T> T parsed(String name, String kind, Function<String, T> parser) {
        String text = text(name);
        try {
            return parser.apply(text);
        } catch (DateTimeParseException e) {
            throw JournalException.corrupt(
                    where(), "the field \"" + name + "\" holds \"" + text + "\", expected " + kind);
        }
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw JournalException.corrupt(
                where(),
                "the field \"" + name + "\" holds \"" + text + "\", expected one of "
                        + Arrays.toString(type.getEnumConstants()));
    }

    Fields object(String name) {
        return get(name, Fields.class);
    }

    List<Fields> objects(String name) {
        return list(name).stream().map(value -> as(name, value, Fields.class)).toList();
    }

    List<Integer> numbers(String name) {
        return list(name).stream()
                .map(value -> narrow(name, as(name, value, Long.class)))
                .toList();
    }

    List<String> texts(String name) {
        return list(name).stream().map(value -> as(name, value, String.class)).toList();
    }

    private List<?> list(String name) {
        return has(name) ? get(name, List.class) : List.of();
    }

    SortedMap<String, String> map(String name) {
        SortedMap<String, String> map = new TreeMap<>();
        if (has(name)) {
            object(name).values.forEach((key, value) -> map.put(key, as(key, value, String.class)));
        }
        return map;
    }
}
