package dev.rollback.testkit.lambda;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.FunctionUrlConfig;

/** What surrounds a function and is in none of its versions: tags, policies and URLs. Moving an alias leaves them. */
final class Surroundings {
    private final Map<String, String> tags = new TreeMap<>();
    private final Map<String, String> policies = new TreeMap<>();
    private final Map<String, FunctionUrlConfig> urls = new LinkedHashMap<>();

    Map<String, String> tags() {
        return tags;
    }

    void policy(String qualifier, String json) {
        policies.put(qualifier, json);
    }

    Optional<String> policy(String qualifier) {
        return Optional.ofNullable(policies.get(qualifier));
    }

    void url(String arn, String address, Instant created) {
        String time = created.toString();
        urls.put(
                arn,
                FunctionUrlConfig.builder()
                        .functionArn(arn)
                        .functionUrl(address)
                        .authType(FunctionUrlAuthType.AWS_IAM)
                        .creationTime(time)
                        .lastModifiedTime(time)
                        .build());
    }

    List<FunctionUrlConfig> urls() {
        return List.copyOf(urls.values());
    }
}
