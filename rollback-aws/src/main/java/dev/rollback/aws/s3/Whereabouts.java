package dev.rollback.aws.s3;

import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.target.TargetException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/**
 * Where a bucket is, and what time it is there. When objects were stored is told by S3's clock, so what they are held against has to be, too.
 *
 * @param region the region; empty where the service does not say
 * @param now the time by the service's clock, in whole seconds; by our own where it does not say
 */
record Whereabouts(Optional<String> region, Instant now) {

    private static final String REGION = "x-amz-bucket-region";

    static Whereabouts of(HeadBucketResponse answer, Instant here) {
        return new Whereabouts(Optional.ofNullable(answer.bucketRegion()), date(answer.sdkHttpResponse(), here));
    }

    /** What a redirect says; empty if it does not name a region. Who is denied is told the region, too, and is denied all the same. */
    static Optional<Whereabouts> ofRedirect(TargetException refusal, Instant here) {
        return refusal.kind() == TargetException.Kind.DENIED
                ? Optional.empty()
                : SdkErrors.header(refusal, REGION).map(region -> new Whereabouts(Optional.of(region), here));
    }

    private static Instant date(@Nullable SdkHttpResponse answer, Instant here) {
        return Optional.ofNullable(answer)
                .flatMap(response -> response.firstMatchingHeader("Date"))
                .flatMap(Whereabouts::parse)
                .orElse(here);
    }

    private static Optional<Instant> parse(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
