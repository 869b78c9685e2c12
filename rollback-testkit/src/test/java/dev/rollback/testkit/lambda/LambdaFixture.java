package dev.rollback.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.TestClock;
import dev.rollback.testkit.cloudtrail.FakeCloudTrail;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** A fake with a function made by SDK calls alone, and short forms of the calls. */
final class LambdaFixture {
    static final String ROLE = "arn:aws:iam::123456789012:role/indexer";
    static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:indexer";

    final TestClock clock = new TestClock();
    final FakeAccount account = clock.account();
    final FakeCloudTrail trail = new FakeCloudTrail(account).visibleAfter(Duration.ZERO);
    final FakeLambda lambda = new FakeLambda(account, trail);

    /** Creates the function with versions 1 to the given one, each of code of its own. */
    LambdaFixture withVersions(int count) {
        lambda.createFunction(r -> r.functionName("indexer")
                .role(ROLE)
                .handler("index.handler")
                .runtime(Runtime.PYTHON3_13)
                .code(code -> code.zipFile(zip("1"))));
        settle();
        publish();
        for (int i = 2; i <= count; i++) {
            String content = Integer.toString(i);
            lambda.updateFunctionCode(r -> r.functionName("indexer").zipFile(zip(content)));
            settle();
            publish();
        }
        return this;
    }

    LambdaFixture withAlias(String version) {
        lambda.createAlias(r -> r.functionName("indexer").name("live").functionVersion(version));
        return this;
    }

    static SdkBytes zip(String content) {
        return SdkBytes.fromString(content, UTF_8);
    }

    String publish() {
        return lambda.publishVersion(r -> r.functionName("indexer")).version();
    }

    void settle() {
        clock.advance(Duration.ofSeconds(10));
    }

    GetAliasResponse alias() {
        return lambda.getAlias(r -> r.functionName("indexer").name("live"));
    }

    void point(String version) {
        lambda.updateAlias(r -> r.functionName("indexer").name("live").functionVersion(version));
    }

    void weigh(Map<String, Double> weights) {
        lambda.updateAlias(r -> r.functionName("indexer").name("live").routingConfig(routing(weights)));
    }

    static AliasRoutingConfiguration routing(Map<String, Double> weights) {
        return AliasRoutingConfiguration.builder()
                .additionalVersionWeights(weights)
                .build();
    }

    void provision(int executions) {
        lambda.putProvisionedConcurrencyConfig(
                r -> r.functionName("indexer").qualifier("live").provisionedConcurrentExecutions(executions));
    }

    GetProvisionedConcurrencyConfigResponse provision() {
        return lambda.getProvisionedConcurrencyConfig(
                r -> r.functionName("indexer").qualifier("live"));
    }
}
