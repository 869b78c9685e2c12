package dev.rollback.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * Changes answers of whatever operation, by what the SDK knows of their members.
 *
 * <p>A state is a member whose name ends in state or status, whether the SDK has an enum for it or not. What may be missing is every time, count, share
 * done, reason and description, and what {@link #LEFT_OUT} names. Times of objects in S3 tell versions apart, so they are always there.
 */
final class AnswerChange {
    /** A value that no version of the SDK knows. */
    static final String NEWER_THAN_THE_SDK = "NEWER_THAN_THE_SDK";

    private static final Pattern STATE = Pattern.compile("(?i).*(state|status)");
    private static final Pattern COUNTS =
            Pattern.compile("(?i)(?!max).*(count|failedTasks|complete|progress|executions)");

    private static final List<String> LEFT_OUT =
            List.of("rolloutstate", "rolloutstatereason", "statusreason", "statereason", "eventlog", "events");

    /** Lambda has no state for versions that were published before it had states. */
    private static final List<String> OF_OLD_VERSIONS = List.of("State", "LastUpdateStatus");

    static final AnswerChange UNKNOWN_VALUES = new AnswerChange(AnswerChange::isState, NEWER_THAN_THE_SDK);
    static final AnswerChange MISSING_FIELDS = new AnswerChange(AnswerChange::mayBeMissing, null);

    private final BiPredicate<Class<?>, SdkField<?>> fits;
    private final @Nullable String instead;
    private final ConcurrentMap<Class<?>, Members> known = new ConcurrentHashMap<>();

    private AnswerChange(BiPredicate<Class<?>, SdkField<?>> fits, @Nullable String instead) {
        this.fits = fits;
        this.instead = instead;
    }

    /** The members of a class that this changes, and those in which there may be more of them. */
    private record Members(List<SdkField<?>> changed, List<SdkField<?>> searched) {}

    private static boolean isState(Class<?> owner, SdkField<?> member) {
        return STATE.matcher(member.memberName()).matches()
                && member.marshallingType().getTargetClass() == String.class;
    }

    private static boolean mayBeMissing(Class<?> owner, SdkField<?> member) {
        String name = member.memberName();
        if (member.marshallingType().getTargetClass() == Instant.class) {
            return !owner.getName().contains(".s3.");
        }
        return COUNTS.matcher(name).matches()
                || LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))
                || (owner.getSimpleName().contains("FunctionConfiguration") && OF_OLD_VERSIONS.contains(name));
    }

    /** Whether the answer has anything that this would change. */
    boolean concerns(Object answer) {
        return answer instanceof SdkPojo pojo && concerns(pojo);
    }

    private boolean concerns(SdkPojo pojo) {
        Members members = members(pojo);
        return members.changed().stream().anyMatch(field -> isSet(field, pojo))
                || members.searched().stream().anyMatch(field -> concernsAll(field.getValueOrDefault(pojo)));
    }

    private boolean concernsAll(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().anyMatch(this::concerns)
                : value != null && concerns(value);
    }

    /** The answer as changed; the answer itself where there is nothing to change. */
    Object applied(Object answer) {
        return answer instanceof SdkPojo pojo && concerns(pojo) ? changed(pojo) : answer;
    }

    private Object changed(SdkPojo pojo) {
        SdkBuilder<?, ?> builder = ((ToCopyableBuilder<?, ?>) pojo).toBuilder();
        Members members = members(pojo);
        members.changed().stream().filter(field -> isSet(field, pojo)).forEach(field -> field.set(builder, instead));
        for (SdkField<?> field : members.searched()) {
            Object value = field.getValueOrDefault(pojo);
            if (concernsAll(value)) {
                field.set(builder, value instanceof List<?> list ? each(list) : applied(value));
            }
        }
        return builder.build();
    }

    private List<Object> each(List<?> list) {
        List<Object> changed = new ArrayList<>();
        list.forEach(item -> changed.add(applied(item)));
        return changed;
    }

    private static boolean isSet(SdkField<?> field, SdkPojo pojo) {
        Object value = field.getValueOrDefault(pojo);
        return value != null && !(value instanceof List<?> list && list.isEmpty());
    }

    private Members members(SdkPojo pojo) {
        Class<?> owner = pojo.getClass();
        Members found = known.get(owner);
        return found != null ? found : known.computeIfAbsent(owner, missing -> find(owner, pojo));
    }

    private Members find(Class<?> owner, SdkPojo pojo) {
        List<SdkField<?>> changed = new ArrayList<>();
        List<SdkField<?>> searched = new ArrayList<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            if (fits.test(owner, field)) {
                changed.add(field);
            } else if (SdkPojo.class.isAssignableFrom(field.marshallingType().getTargetClass())
                    || field.marshallingType().getTargetClass() == List.class) {
                searched.add(field);
            }
        }
        return new Members(List.copyOf(changed), List.copyOf(searched));
    }
}
