package dev.rollback.aws.rds;

import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.target.TargetException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Tag;

/** What the calls about instances and those about clusters share. */
final class RdsCalls {

    /** The tag that names the change which made something. */
    static final String CHANGE = "rollback-change";

    /** The tag that names what something was restored from. */
    static final String CONTENT = "rollback-content";

    private RdsCalls() {}

    /** What a call answers, or nothing when RDS says that there is no such thing. */
    static <T> Optional<T> present(Supplier<T> ask) {
        try {
            return Optional.of(ask.get());
        } catch (TargetException e) {
            if (e.kind() == TargetException.Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether RDS refused because something of that name is there already. */
    static boolean isThere(TargetException refusal) {
        return SdkErrors.code(refusal)
                .filter(code -> code.contains("AlreadyExists"))
                .isPresent();
    }

    /** Whether RDS refused because the database is busy with something else. */
    static boolean isBusy(TargetException refusal) {
        return SdkErrors.code(refusal)
                .filter(code -> code.startsWith("InvalidDBInstanceState")
                        || code.startsWith("InvalidDBClusterState")
                        || code.startsWith("InvalidResourceState"))
                .isPresent();
    }

    /** Whether RDS refused because there are as many snapshots as there may be. */
    static boolean isFull(TargetException refusal) {
        return SdkErrors.code(refusal)
                .filter(code -> code.startsWith("SnapshotQuotaExceeded"))
                .isPresent();
    }

    /**
     * The type that a snapshot of this identifier or ARN has to be asked for with, by its prefix ("DescribeDBSnapshots" in the RDS API reference).
     *
     * @return empty for those that are found without
     */
    static Optional<String> snapshotType(String id) {
        String name = id.startsWith("arn:") ? id.substring(id.indexOf("snapshot:") + "snapshot:".length()) : id;
        if (name.startsWith("rds:")) {
            return Optional.of("automated");
        }
        return name.startsWith("awsbackup:") ? Optional.of("awsbackup") : Optional.empty();
    }

    /** Makes something, unless it is there already. */
    static void unlessThere(Runnable call) {
        unless(RdsCalls::isThere, call);
    }

    /** Changes something, unless it is busy: then it is looked at again. */
    static void unlessBusy(Runnable call) {
        unless(RdsCalls::isBusy, call);
    }

    private static void unless(Predicate<TargetException> expected, Runnable call) {
        try {
            call.run();
        } catch (TargetException e) {
            if (!expected.test(e)) {
                throw e;
            }
        }
    }

    static SortedMap<String, String> tags(List<Tag> tags) {
        SortedMap<String, String> map = new TreeMap<>();
        tags.forEach(tag -> map.put(tag.key(), Objects.requireNonNullElse(tag.value(), "")));
        return map;
    }

    /** Tags to send: names of AWS' own cannot be set. */
    static List<Tag> tags(SortedMap<String, String> tags) {
        return tags.entrySet().stream()
                .filter(tag -> !tag.getKey().startsWith("aws:"))
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static void put(SortedMap<String, String> settings, String name, @Nullable Object value) {
        if (value != null && !value.equals(0) && !value.equals(false) && !value.equals(List.of())) {
            settings.put(name, value.toString());
        }
    }
}
