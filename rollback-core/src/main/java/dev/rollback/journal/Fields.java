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
 * The fields of a JSON object that was read: strings, times, {@link Long}s, {@link Double}s, {@link Boolean}s, lists and further fields. What is missing or
 * of another kind is reported with the place of the record. For one thread.
 *
 * <p>Two arrays and no map: there are few, and they are asked for mostly in the order in which they stand, so each is looked for from the last one
 * on that was found.
 */
final class Fields {

    /** How many an event has at most, most of the time. */
    static final int USUAL = 10;

    /** As many an object in it has. */
    static final int USUAL_INSIDE = 4;

    private final Object place;
    private String[] names;
    private Object[] values;
    private int size;
    private int last;

    /** A bit for each name by its hash: a name whose bit is not there is new. */
    private long seen;

    /**
     * None yet.
     *
     * @param place the place of the record, put into words only for messages
     * @param usual for how many there is room at first
     */
    Fields(Object place, int usual) {
        this.place = place;
        this.names = new String[usual];
        this.values = new Object[usual];
    }

    /** Adds a field; of several of one name the last one counts. */
    void put(String name, Object value) {
        long bit = 1L << name.hashCode();
        int at = (seen & bit) == 0 ? -1 : find(name);
        if (at >= 0) {
            values[at] = value;
            return;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        seen |= bit;
        names[size] = name;
        values[size++] = value;
    }

    /** Where a field stands; -1 when it is not there. */
    private int find(String name) {
        int at = find(name, last, size);
        int found = at < 0 ? find(name, 0, last) : at;
        last = found < 0 ? last : found;
        return found;
    }

    private int find(String name, int from, int end) {
        for (int i = from; i < end; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable Object value(String name) {
        int at = find(name);
        return at < 0 ? null : values[at];
    }

    /** The place of the record, for messages. */
    String where() {
        return place.toString();
    }

    boolean has(String name) {
        return find(name) >= 0;
    }

    private <T> T get(String name, Class<T> type) {
        Object value = value(name);
        if (value == null) {
            throw JournalException.corrupt(where(), "the field \"" + name + "\" is missing");
        }
        return as(name, value, type);
    }

    private <T> T as(String name, Object given, Class<T> type) {
        Object value = type == String.class && given instanceof Instant time ? InstantText.text(time) : given;
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
        Object value = value(name);
        return value == null ? "" : as(name, value, String.class);
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

    /** Refuses what is in another format than the one that is known. */
    void requireFormat(int known) {
        int format = number("format");
        if (format != known) {
            throw JournalException.newer(where(), format, known);
        }
    }

    boolean flag(String name) {
        return get(name, Boolean.class);
    }

    Instant time(String name) {
        return value(name) instanceof Instant time ? time : parsed(name, "a time", InstantText::parse);
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
            object(name).addTo(map);
        }
        return map;
    }

    /** Whether an object of this name holds these entries and nothing else; one that is not there holds none. */
    boolean holds(String name, Map<String, String> entries) {
        return has(name) ? object(name).isSame(entries) : entries.isEmpty();
    }

    private boolean isSame(Map<String, String> entries) {
        boolean same = size == entries.size();
        for (int i = 0; same && i < size; i++) {
            same = as(names[i], values[i], String.class).equals(entries.get(names[i]));
        }
        return same;
    }

    private void addTo(Map<String, String> map) {
        for (int i = 0; i < size; i++) {
            map.put(names[i], as(names[i], values[i], String.class));
        }
    }
}
