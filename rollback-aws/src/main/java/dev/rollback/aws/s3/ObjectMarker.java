package dev.rollback.aws.s3;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Check;
import dev.rollback.target.MigrationMarker;
import dev.rollback.target.Permission;
import dev.rollback.target.TargetException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What a pipeline says of a release beside its bundle: the user-defined metadata {@value #KEY} of an object, read by HeadObject, so that no content is loaded. Source: Amazon S3 user guide, working with object metadata: names are
 * kept in lower case. Made by {@code AwsTargets.migrationMarkerOfObject(bucket, key)}.
 */
public final class ObjectMarker {

    /** The name of the metadata, {@code x-amz-meta-migration} as a header. */
    public static final String KEY = "migration";

    private ObjectMarker() {}

    /** The check that reads it. */
    public static Check check(AwsScope scope, String bucket, String key) {
        if (bucket.isBlank() || key.isBlank()) {
            throw new IllegalArgumentException("\"" + key + "\" in \"" + bucket
                    + "\" names no object: expected the name of a bucket and a key, such as releases/checkout.zip.");
        }
        String where = "object " + key + " of bucket " + bucket;
        SdkService<S3Client> s3 = scope.service("s3", S3Client.class).about(where);
        return new MigrationMarker(
                "the metadata \"" + KEY + "\" of " + where,
                look -> Optional.ofNullable(s3.read(
                                        look,
                                        "HeadObject",
                                        client -> client.headObject(
                                                head -> head.bucket(bucket).key(key)))
                                .metadata()
                                .get(KEY))
                        .orElseThrow(() -> TargetException.of(
                                TargetException.Kind.MISSING, "The " + where + " has no metadata \"" + KEY + "\"")),
                List.of(new Permission(
                        "s3:GetObject",
                        "arn:" + scope.partition() + ":s3:::" + bucket + "/" + key,
                        Permission.Use.PREVIEW)));
    }
}
