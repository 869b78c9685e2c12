package dev.rollback.aws.lambda;

import dev.rollback.aws.lambda.FunctionVersion.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.Layer;

/** Reads the configuration of a version. Names of environment variables are read, their values never. */
final class Settings {

    /** The setting that an alias with weights needs to be the same in both versions. */
    static final String ROLE = "role";

    /** The other setting that an alias with weights needs to be the same in both versions. */
    static final String DEAD_LETTERS = "dead letters";

    /** What the digest of the code is called in a content. */
    static final String CODE = "code:";

    private static final int LABEL = 60;
    private static final int DIGEST = 12;

    private Settings() {}

    /**
     * Digests of code and configuration, so that the same release published again is the same content. Without the digest of the configuration
     * the number stands for it: Lambda publishes a new one only when something differs.
     */
    static String content(String number, GetFunctionConfigurationResponse answer) {
        String code = answer.codeSha256() == null ? "" : CODE + answer.codeSha256() + " ";
        return code
                + (answer.configSha256() == null
                        ? FunctionVersion.unreadContent(number)
                        : "config:" + answer.configSha256());
    }

    /** An answer without a state comes from a service older than states; it can be invoked. */
    static Condition condition(GetFunctionConfigurationResponse answer) {
        String reason = Stream.of(text(answer.stateReasonCodeAsString()), text(answer.stateReason()))
                .filter(part -> !part.isEmpty())
                .reduce((code, words) -> code + ", " + words)
                .orElse("");
        return new Condition(
                answer.stateAsString() == null ? "Active" : answer.stateAsString(),
                reason,
                answer.lastUpdateStatusAsString() == null ? "Successful" : answer.lastUpdateStatusAsString(),
                snapshot(answer));
    }

    private static String snapshot(GetFunctionConfigurationResponse answer) {
        boolean asked = answer.snapStart() != null
                && "PublishedVersions".equals(answer.snapStart().applyOnAsString());
        return asked ? text(answer.snapStart().optimizationStatusAsString()) : "";
    }

    static String description(GetFunctionConfigurationResponse answer) {
        String line = text(answer.description()).lines().findFirst().orElse("").strip();
        return line.length() > LABEL ? line.substring(0, LABEL) + "…" : line;
    }

    static SortedMap<String, String> of(GetFunctionConfigurationResponse answer) {
        SortedMap<String, String> settings = new TreeMap<>();
        put(settings, "runtime", answer.runtimeAsString());
        put(settings, "handler", answer.handler());
        put(settings, "memory", answer.memorySize());
        put(settings, "timeout", answer.timeout());
        put(settings, "package", answer.packageTypeAsString());
        put(settings, "code", digest(answer.codeSha256()));
        put(settings, "architectures", joined(answer.architecturesAsStrings()));
        put(settings, "layers", joined(answer.layers().stream().map(Layer::arn).toList()));
        put(settings, ROLE, answer.role());
        put(
                settings,
                DEAD_LETTERS,
                answer.deadLetterConfig() == null
                        ? null
                        : answer.deadLetterConfig().targetArn());
        put(settings, "environment variables", environment(answer));
        return settings;
    }

    /** As much of a digest as tells two apart by eye. */
    private static @Nullable String digest(@Nullable String whole) {
        return whole == null || whole.length() < DIGEST ? whole : whole.substring(0, DIGEST);
    }

    private static @Nullable String environment(GetFunctionConfigurationResponse answer) {
        return answer.environment() == null
                ? null
                : joined(List.copyOf(
                        new TreeSet<>(answer.environment().variables().keySet())));
    }

    private static @Nullable String joined(List<String> parts) {
        return parts.isEmpty() ? null : String.join(" ", parts);
    }

    private static void put(SortedMap<String, String> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    /** What differs between two versions, one line each: {@code memory 512 -> 256}. */
    static List<String> differences(SortedMap<String, String> from, SortedMap<String, String> to) {
        TreeSet<String> names = new TreeSet<>(from.keySet());
        names.addAll(to.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            String before = from.getOrDefault(name, "none");
            String after = to.getOrDefault(name, "none");
            if (!before.equals(after)) {
                lines.add(name + " " + before + " -> " + after);
            }
        }
        return lines;
    }
}
