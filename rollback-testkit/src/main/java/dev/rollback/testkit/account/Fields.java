package dev.rollback.testkit.account;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Copies members of equal name between the SDK's values: one thing of a service comes in many classes. */
public final class Fields {
    private Fields() {}

    /** Returns the builder with every member that the value has too, by its name on the wire. */
    public static <B extends SdkPojo> B copy(SdkPojo value, B builder) {
        Map<String, SdkField<?>> given = value.sdkFieldNameToField();
        builder.sdkFieldNameToField().forEach((name, field) -> {
            SdkField<?> source = given.get(name);
            if (source != null) {
                field.set(builder, source.getValueOrDefault(value));
            }
        });
        return builder;
    }

    /**
     * Returns the builder with those of the named members that the value sets.
     *
     * @throws IllegalArgumentException if one of them has no such member
     */
    public static <B extends SdkPojo> B copySet(SdkPojo value, B builder, List<String> names) {
        for (String name : names) {
            Object member = member(value, name);
            if (member != null) {
                target(builder, name).set(builder, member);
            }
        }
        return builder;
    }

    private static @Nullable Object member(SdkPojo value, String name) {
        return target(value, name).getValueOrDefault(value);
    }

    private static SdkField<?> target(SdkPojo builder, String name) {
        SdkField<?> field = builder.sdkFieldNameToField().get(name);
        if (field == null) {
            throw new IllegalArgumentException("No member " + name + " in " + builder.getClass());
        }
        return field;
    }
}
