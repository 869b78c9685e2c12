package dev.rollback.aws.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionNameTest {

    @Test
    void an_id_and_an_arn_name_the_same_distribution() {
        DistributionName id = DistributionName.of("E1234567890ABC");
        DistributionName arn = DistributionName.of("arn:aws:cloudfront::123456789012:distribution/E1234567890ABC");

        assertThat(arn).isEqualTo(id);
        assertThat(id).hasToString("distribution E1234567890ABC");
        assertThat(id.resource()).isEqualTo("distribution/E1234567890ABC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "www.example.com", "d111111abcdef8.cloudfront.net", "e1234567890abc", "E", "E123 4"})
    void what_is_no_id_is_refused(String id) {
        assertThatThrownBy(() -> DistributionName.of(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"" + id + "\" is not the id of a CloudFront distribution: expected capitals and digits such"
                                + " as E1234567890ABC, or a whole ARN. Copy it from the distribution's page; a domain name does not"
                                + " name it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:s3:::bucket",
                "arn:aws:cloudfront::123456789012:function/rewrite",
                "arn:aws:lambda:us-east-1:123456789012:function:distribution/E1"
            })
    void the_arn_of_something_else_is_refused(String arn) {
        assertThatThrownBy(() -> DistributionName.of(arn))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + arn + "\" is not the ARN of a CloudFront distribution: expected"
                        + " arn:aws:cloudfront::ACCOUNT:distribution/ID. Copy it from the distribution's page.");
    }
}
