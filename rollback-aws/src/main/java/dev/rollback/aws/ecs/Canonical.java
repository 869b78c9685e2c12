package dev.rollback.aws.ecs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Writes an object of the SDK as text that is equal for equal meaning: members by name, structures of a list in any order, what is absent,
 * empty, zero or false left out (services fill such defaults in as time goes by).
 */
final class Canonical {

    private static final List<Object> NOTHING = List.of(0, false, "", List.of(), Map.of());

    private Canonical() {}

    static String text(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    /** The members of a structure that say something, as text by name. */
    static SortedMap<String, String> members(SdkPojo pojo, Set<String> without) {
        SortedMap<String, String> members = new TreeMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (!without.contains(field.memberName()) && saysSomething(value)) {
                members.put(field.memberName(), text(value));
            }
        }
        return members;
    }

    /** A short fingerprint of a text, from which the text cannot be told. */
    static String fingerprint(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static boolean saysSomething(@Nullable Object value) {
        return value != null && !NOTHING.contains(value);
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof SdkPojo pojo) {
            out.append(members(pojo, Set.of()));
        } else if (value instanceof List<?> list) {
            out.append(elements(list));
        } else if (value instanceof Map<?, ?> map) {
            SortedMap<String, String> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put(String.valueOf(key), text(element)));
            out.append(sorted);
        } else {
            out.append(value);
        }
    }

    private static List<String> elements(List<?> list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(text(element)));
        if (!list.isEmpty() && list.get(0) instanceof SdkPojo) {
            Collections.sort(texts);
        }
        return texts;
    }
}
