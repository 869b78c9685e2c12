package dev.rollback.aws.s3;

import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Compares objects by a checksum that both have of the whole content; one made of those of parts says nothing about objects of other parts. */
final class Checksums {

    private Checksums() {}

    static boolean same(HeadObjectResponse one, HeadObjectResponse other) {
        return isWhole(one)
                && isWhole(other)
                && Stream.<Function<HeadObjectResponse, String>>of(
                                HeadObjectResponse::checksumCRC64NVME,
                                HeadObjectResponse::checksumSHA256,
                                HeadObjectResponse::checksumSHA1,
                                HeadObjectResponse::checksumCRC32C,
                                HeadObjectResponse::checksumCRC32)
                        .anyMatch(of -> of.apply(one) != null && Objects.equals(of.apply(one), of.apply(other)));
    }

    private static boolean isWhole(HeadObjectResponse object) {
        return object.checksumType() != ChecksumType.COMPOSITE;
    }
}
