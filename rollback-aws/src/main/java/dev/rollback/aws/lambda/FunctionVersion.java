package dev.rollback.aws.lambda;

import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;

/**
 * One published version of a function.
 *
 * @param number its number, never used again
 * @param content key of its code and configuration
 * @param condition whether it can be invoked
 * @param description what was said when it was published; may be empty
 * @param settings its configuration without values of environment variables, for differences
 */
record FunctionVersion(
        String number, String content, Condition condition, String description, SortedMap<String, String> settings) {

    /**
     * Whether a version can be invoked.
     *
     * @param state Active, Pending, Inactive, Failed, …
     * @param stateReason code and words of the reason; may be empty
     * @param update status of the last update: Successful, InProgress, Failed
     * @param snapshot status of SnapStart: On, Off, or empty where it is not asked for
     */
    record Condition(String state, String stateReason, String update, String snapshot) {}

    static FunctionVersion of(String number, GetFunctionConfigurationResponse answer) {
        return new FunctionVersion(
                number,
                Settings.content(number, answer),
                Settings.condition(answer),
                Settings.description(answer),
                Settings.of(answer));
    }

    /** The digest of its code, which is the same wherever the same was deployed; empty if it is not known. */
    Optional<String> code() {
        return content.startsWith(Settings.CODE)
                ? Optional.of(content.substring(Settings.CODE.length()).split(" ", 2)[0])
                : Optional.empty();
    }

    /** A version of which nothing but the number is known. */
    static String unreadContent(String number) {
        return "version:" + number;
    }
}
