package dev.rollback.aws.s3;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Compares what users get beside the bytes: headers and metadata. Where and how the bytes are kept does not count. */
final class Likeness {

    private static final List<Function<HeadObjectResponse, Object>> SERVED = List.of(
            HeadObjectResponse::contentType,
            HeadObjectResponse::contentEncoding,
            HeadObjectResponse::contentDisposition,
            HeadObjectResponse::contentLanguage,
            HeadObjectResponse::cacheControl,
            HeadObjectResponse::expiresString,
            HeadObjectResponse::websiteRedirectLocation,
            HeadObjectResponse::metadata);

    private Likeness() {}

    static boolean isServedAlike(HeadObjectResponse one, HeadObjectResponse other) {
        return SERVED.stream().allMatch(of -> Objects.equals(of.apply(one), of.apply(other)));
    }
}
