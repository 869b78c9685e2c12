package dev.rollback.testkit.cloudtrail;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A JSON object in the order in which its members were named. Immutable; equal if the text is equal.
 *
 * <p>Just enough to write the bodies of events: text, numbers, truth and objects.
 */
public final class JsonObject {
    private static final JsonObject EMPTY = new JsonObject(new LinkedHashMap<>());

    private final Map<String, String> members;

    private JsonObject(Map<String, String> members) {
        this.members = members;
    }

    /** Returns the object without members. */
    public static JsonObject empty() {
        return EMPTY;
    }

    /** Returns this object with a text member more; a name given before keeps its place and takes the value. */
    public JsonObject with(String name, String value) {
        return plus(name, quoted(value));
    }

    /** Returns this object with a number member more. */
    public JsonObject with(String name, double value) {
        return plus(name, Double.toString(value));
    }

    /** Returns this object with a truth member more. */
    public JsonObject with(String name, boolean value) {
        return plus(name, Boolean.toString(value));
    }

    /** Returns this object with an object member more. */
    public JsonObject with(String name, JsonObject value) {
        return plus(name, value.toString());
    }

    /** Returns this object with a null member more. */
    public JsonObject withNull(String name) {
        return plus(name, "null");
    }

    /** Returns this object with a text member more if the condition holds, else this object. */
    public JsonObject withIf(boolean condition, String name, String value) {
        return condition ? with(name, value) : this;
    }

    private JsonObject plus(String name, String json) {
        Map<String, String> more = new LinkedHashMap<>(members);
        more.put(name, json);
        return new JsonObject(more);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** Returns the JSON text, without white space. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(",", "{", "}");
        members.forEach((name, json) -> text.add(quoted(name) + ":" + json));
        return text.toString();
    }
}
