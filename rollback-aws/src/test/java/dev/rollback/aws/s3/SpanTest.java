package dev.rollback.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpanTest {

    @Test
    void a_bucket_may_be_named_by_its_arn() {
        assertThat(Span.bucket("arn:aws:s3:::shop-frontend").bucket()).isEqualTo("shop-frontend");
    }

    @Test
    void a_directory_bucket_is_refused() {
        assertThatThrownBy(() -> Span.bucket("shop--euw1-az1--x-s3"))
                .hasMessage(
                        "Bucket shop--euw1-az1--x-s3 is a directory bucket: expected a general purpose bucket, because S3"
                                + " Express One Zone keeps no versions to go back to. Roll it back by deploying the earlier release again.");
    }

    @Test
    void what_is_no_name_of_a_bucket_is_refused() {
        assertThatThrownBy(() -> Span.bucket("s3://shop"))
                .hasMessage(
                        "\"s3://shop\" is not the name of a bucket: expected 3 to 255 letters, digits, dots and dashes, or"
                                + " arn:aws:s3:::NAME. Leave s3:// and any key out of it.");
    }

    @Test
    void the_arn_of_an_object_is_refused() {
        assertThatThrownBy(() -> Span.bucket("arn:aws:s3:::shop/index.html"))
                .hasMessage(
                        "\"arn:aws:s3:::shop/index.html\" is not the ARN of a bucket: expected arn:aws:s3:::NAME. Access"
                                + " points and object ARNs are not taken; name the bucket behind them.");
    }

    @Test
    void an_empty_prefix_is_refused() {
        assertThatThrownBy(() -> Span.prefix("shop", ""))
                .hasMessage(
                        "The prefix in bucket shop is empty: expected what the keys begin with, such as assets/. For all"
                                + " keys write s3Bucket(\"shop\").");
    }

    @Test
    void an_empty_key_is_refused() {
        assertThatThrownBy(() -> Span.object("shop", ""))
                .hasMessage(
                        "The key in bucket shop is empty: expected the whole key of an object, such as index.html. Write it"
                                + " as a listing shows it, without a slash before it.");
    }

    @Test
    void a_key_longer_than_any_is_refused() {
        assertThatThrownBy(() -> Span.object("shop", "\u20ac".repeat(400)))
                .hasMessageStartingWith("The key \"" + "\u20ac".repeat(40)
                        + "…\" in bucket shop has 1200 bytes in UTF-8: expected at" + " most 1024");
    }

    @Test
    void a_prefix_without_a_slash_at_its_end_is_open_ended() {
        assertThat(Span.prefix("shop", "assets").isOpenEnded()).isTrue();
        assertThat(Span.prefix("shop", "assets/").isOpenEnded()).isFalse();
        assertThat(Span.bucket("shop").isOpenEnded()).isFalse();
        assertThat(Span.object("shop", "assets").isOpenEnded()).isFalse();
    }
}
