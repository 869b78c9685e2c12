package dev.rollback.testkit.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class FunctionRefTest {
    @ParameterizedTest
    @CsvSource({
        "indexer,indexer,$LATEST",
        "indexer:live,indexer,live",
        "indexer:$LATEST,indexer,$LATEST",
        "123456789012:function:indexer,indexer,$LATEST",
        "function:indexer:7,indexer,7",
        "arn:aws:lambda:eu-west-1:123456789012:function:indexer,indexer,$LATEST",
        "arn:aws-cn:lambda:cn-north-1:123456789012:function:indexer:7,indexer,7"
    })
    void every_form_gives_name_and_qualifier(String given, String name, String meant) {
        FunctionRef ref = FunctionRef.of(given);

        assertThat(ref.name()).isEqualTo(name);
        assertThat(ref.meant()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "in dexer", "a:b:c", "arn:aws:sqs:eu-west-1:123456789012:indexer"})
    void any_other_form_is_refused(String given) {
        assertThatThrownBy(() -> FunctionRef.of(given))
                .isInstanceOfSatisfying(
                        LambdaException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("ValidationException"));
    }

    @Test
    void two_qualifiers_must_agree() {
        FunctionRef same = FunctionRef.of("indexer:7", "7");

        assertThat(same.meant()).isEqualTo("7");
        assertThatThrownBy(() -> FunctionRef.of("indexer:7", "8")).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> FunctionRef.of("indexer", "a b")).isInstanceOf(LambdaException.class);
    }

    @Test
    void functions_of_another_region_or_account_are_out_of_reach() {
        FakeLambda lambda = new LambdaFixture().withVersions(1).lambda;

        assertThatThrownBy(() -> lambda.getFunction(
                        r -> r.functionName("arn:aws:lambda:us-east-1:123456789012:function:indexer")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("not reachable in this region ('eu-west-1')");
        assertThatThrownBy(() -> lambda.getFunction(r -> r.functionName("210987654321:function:indexer")))
                .isInstanceOfSatisfying(
                        LambdaException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
    }
}
