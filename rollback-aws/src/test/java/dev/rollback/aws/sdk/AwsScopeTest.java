package dev.rollback.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.sts.StsClient;

class AwsScopeTest {

    private static final ClientSource NONE = new ClientSource() {
        @Override
        public <C extends SdkClient> C client(Class<C> type) {
            throw new AssertionError("nobody should ask for " + type);
        }
    };

    @ParameterizedTest
    @CsvSource({
        "eu-west-1,arn:aws:lambda:eu-west-1:123456789012:function:f",
        "cn-north-1,arn:aws-cn:lambda:cn-north-1:123456789012:function:f",
        "us-gov-west-1,arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:f"
    })
    void an_arn_has_the_partition_of_its_region(String region, String arn) {
        assertThat(AwsScope.of(NONE, region, "123456789012").arn("lambda", "function:f"))
                .isEqualTo(arn);
    }

    @Test
    void the_account_is_asked_for_once_and_a_failure_is_not_remembered() {
        Deque<RuntimeException> failures = new ArrayDeque<>(List.of(new IllegalStateException("no answer")));
        Deque<String> answers = new ArrayDeque<>(List.of("123456789012"));
        AwsScope scope = new AwsScope(NONE, () -> "eu-west-1", () -> {
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
            return answers.remove();
        });

        assertThatThrownBy(scope::account).hasMessage("no answer");
        assertThat(scope.account()).isEqualTo("123456789012");
        assertThat(scope.target("ecs-service", "prod/api")).hasToString("ecs-service:eu-west-1/123456789012/prod/api");
    }

    @Test
    void an_optional_module_that_is_missing_is_named_with_the_artifact_to_add() {
        assertThat(AwsScope.of(NONE, "eu-west-1", "1").<StsClient>optional("x", () -> {
                    throw new NoClassDefFoundError("software/amazon/awssdk/services/x/XClient");
                }))
                .isEmpty();
        assertThat(AwsScope.missingModule("cloudwatch"))
                .contains("\"cloudwatch\" is not on the class path")
                .contains("expected software.amazon.awssdk:cloudwatch")
                .contains("Add it to your build");
    }

    @Test
    void an_optional_module_that_is_there_is_used() {
        assertThat(AwsScope.of(NONE, "eu-west-1", "1").optional("sts", () -> StsClient.class))
                .isPresent();
    }

    @Test
    void an_arn_is_read_as_it_is_written() {
        Arn arn = Arn.parse("arn:aws:lambda:eu-west-1:123456789012:function:f:live");

        assertThat(arn).isEqualTo(new Arn("aws", "lambda", "eu-west-1", "123456789012", "function:f:live"));
        assertThat(arn).hasToString("arn:aws:lambda:eu-west-1:123456789012:function:f:live");
        assertThat(Arn.parse("arn:aws:iam::123456789012:role/r").region()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:lambda",
                "function:f",
                "arn:aws:lambda:eu-west-1:123:function:f",
                "arn:aws:lambda:eu-west-1:123456789012:",
                "arn::lambda:eu-west-1:123456789012:f"
            })
    void a_malformed_arn_is_refused(String text) {
        assertThatThrownBy(() -> Arn.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\" is not an ARN: expected ")
                .hasMessageContaining("Copy it from the console or the CLI.");
    }
}
