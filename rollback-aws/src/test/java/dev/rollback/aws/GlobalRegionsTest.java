package dev.rollback.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4AuthScheme;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudfront.endpoints.CloudFrontEndpointProvider;

class GlobalRegionsTest {

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, us-east-1, https://cloudfront.amazonaws.com",
        "us-east-1, us-east-1, https://cloudfront.amazonaws.com",
        "aws-global, us-east-1, https://cloudfront.amazonaws.com",
        "cn-north-1, cn-northwest-1, https://cloudfront.cn-northwest-1.amazonaws.com.cn",
        "cn-northwest-1, cn-northwest-1, https://cloudfront.cn-northwest-1.amazonaws.com.cn",
        "aws-cn-global, cn-northwest-1, https://cloudfront.cn-northwest-1.amazonaws.com.cn"
    })
    void a_partition_signs_for_one_region_as_the_sdks_own_rules_have_it(String here, String region, String url) {
        Endpoint endpoint = CloudFrontEndpointProvider.defaultProvider()
                .resolveEndpoint(ask -> ask.region(Region.of(GlobalRegions.of(here))))
                .join();

        assertThat(GlobalRegions.of(here)).isEqualTo(region);
        assertThat(endpoint.url()).hasToString(url);
        assertThat(endpoint.attribute(AwsEndpointAttribute.AUTH_SCHEMES))
                .extracting(scheme -> ((SigV4AuthScheme) scheme).signingRegion())
                .containsExactly(region);
    }

    @Test
    void a_partition_of_which_nothing_is_known_is_left_to_the_sdk() {
        assertThat(GlobalRegions.of("us-iso-east-1")).isEqualTo("us-iso-east-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-gov-west-1", "us-gov-east-1", "aws-us-gov-global"})
    void govcloud_has_no_cloudfront_which_is_said(String region) {
        assertThatThrownBy(() -> GlobalRegions.of(region))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CloudFront is not offered in AWS GovCloud (US), and these targets are in " + region
                        + ": expected targets of the account outside of GovCloud that owns the distribution. Make others for"
                        + " it, with AwsTargets.of(\"us-east-1\", its credentials).");
    }
}
