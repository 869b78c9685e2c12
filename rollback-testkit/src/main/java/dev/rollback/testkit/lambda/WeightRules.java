package dev.rollback.testkit.lambda;

import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** What an alias may point to. */
final class WeightRules {
    private static final String VERSIONS = "(\\$LATEST|[0-9]+)";

    private WeightRules() {}

    static void check(StoredFunction function, String version, Map<String, Double> weights) {
        if (!version.matches(VERSIONS)) {
            throw LambdaErrors.malformed("functionVersion", version, VERSIONS);
        }
        StoredVersion primary = function.version(version);
        if (weights.size() > 1) {
            throw LambdaErrors.invalid("Number of items in AdditionalVersionWeights cannot be greater than 1. Please"
                    + " remove one or more items and try again.");
        }
        weights.forEach((number, weight) -> {
            checkVersion(version, number);
            checkWeight(weight);
            checkAlike(primary, function.version(number));
        });
    }

    private static void checkVersion(String primary, String additional) {
        if (!additional.matches(VERSIONS)) {
            throw LambdaErrors.malformed("additionalVersionWeights", additional, VERSIONS);
        }
        if (FunctionRef.isLatest(primary) || FunctionRef.isLatest(additional)) {
            throw LambdaErrors.invalid("$LATEST is not supported for an alias pointing to more than 1 version");
        }
        if (primary.equals(additional)) {
            throw LambdaErrors.invalid("Invalid function version " + additional + ". Function version " + additional
                    + " is already included in routing configuration.");
        }
    }

    private static void checkWeight(Double weight) {
        if (!(weight >= 0.0 && weight <= 1.0)) {
            throw LambdaErrors.invalid(
                    "Value '" + weight + "' for AdditionalVersionWeights is not between 0.0 and 1.0.");
        }
    }

    private static void checkAlike(StoredVersion primary, StoredVersion additional) {
        FunctionConfiguration one = primary.configuration();
        FunctionConfiguration other = additional.configuration();
        if (!Objects.equals(one.role(), other.role())) {
            throw LambdaErrors.invalid("Versions " + one.version() + " and " + other.version()
                    + " of an alias with weights must have the same execution role.");
        }
        if (!Objects.equals(one.deadLetterConfig(), other.deadLetterConfig())) {
            throw LambdaErrors.invalid("Versions " + one.version() + " and " + other.version()
                    + " of an alias with weights must have the same dead-letter queue configuration, or none.");
        }
    }
}
