package dev.rollback.testkit.s3;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/** Multipart uploads whose parts are copied; nothing shows before they are completed. */
final class Uploads {
    private static final long SMALLEST_PART = 5L * 1024 * 1024;
    private static final long LARGEST_PART = 5L * 1024 * 1024 * 1024;
    private static final int MOST_PARTS = 10_000;
    private static final int PAGE = 1_000;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final StoredBucket bucket;
    private final ObjectWrites writes;

    Uploads(StoredBucket bucket, ObjectWrites writes) {
        this.bucket = bucket;
        this.writes = writes;
    }

    CreateMultipartUploadResponse create(CreateMultipartUploadRequest request) {
        StoredObject object = StoredObject.version("", bucket.now(), "");
        Attributes attributes = new Attributes(request);
        attributes.describe(object);
        attributes.tag(object);
        attributes.protect(object, bucket);
        String id = bucket.account.nextId("upload-");
        bucket.uploads.put(id, new Upload(id, request.key(), bucket.now(), object));
        return CreateMultipartUploadResponse.builder()
                .bucket(bucket.name)
                .key(request.key())
                .uploadId(id)
                .build();
    }

    private Upload find(String key, @Nullable String id) {
        Upload upload = id == null ? null : bucket.uploads.get(id);
        if (upload == null || !upload.key.equals(key)) {
            throw S3Errors.noSuchUpload();
        }
        return upload;
    }

    UploadPartCopyResponse copy(UploadPartCopyRequest request, ObjectReads from) {
        Upload upload = find(request.destinationKey(), request.uploadId());
        StoredObject source = from.find(request.sourceKey(), request.sourceVersionId());
        writes.checkReadable(source, from);
        int number = request.partNumber();
        if (number < 1 || number > MOST_PARTS) {
            throw S3Errors.invalidArgument("Part number must be an integer between 1 and 10000, inclusive");
        }
        long size = partSize(request.copySourceRange(), source.size);
        String etag = "\"" + StoredObject.md5(source.body + "/" + request.copySourceRange()) + "\"";
        upload.source = source;
        upload.parts.put(number, new Upload.Part(etag, size));
        return UploadPartCopyResponse.builder()
                .copySourceVersionId(source.versionId)
                .copyPartResult(result -> result.eTag(etag).lastModified(bucket.now()))
                .build();
    }

    private static long partSize(@Nullable String range, long whole) {
        Matcher matcher = RANGE.matcher(range == null ? "bytes=0-" + (whole - 1) : range);
        if (!matcher.matches() || Long.parseLong(matcher.group(2)) >= whole) {
            throw S3Errors.invalidArgument(
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where"
                            + " first and last are the zero-based offsets of the first and last bytes to copy");
        }
        long size = Long.parseLong(matcher.group(2)) - Long.parseLong(matcher.group(1)) + 1;
        if (size < 1 || size > LARGEST_PART) {
            throw S3Errors.invalidArgument("The specified copy range is larger than the largest part: " + LARGEST_PART);
        }
        return size;
    }

    CompleteMultipartUploadResponse complete(CompleteMultipartUploadRequest request) {
        Upload upload = find(request.key(), request.uploadId());
        checkParts(upload, request.multipartUpload().parts());
        writes.check(request.key(), request.ifMatch(), request.ifNoneMatch());
        StoredObject source = upload.source;
        if (source == null) {
            throw S3Errors.malformed();
        }
        StoredObject made = joined(upload, source);
        bucket.uploads.remove(upload.id);
        bucket.store(upload.key, made.sealed());
        return CompleteMultipartUploadResponse.builder()
                .bucket(bucket.name)
                .key(upload.key)
                .versionId(made.versionId)
                .eTag(made.etag)
                .build();
    }

    /** The parts copied are the content of their source; all else was said when the upload began. */
    private StoredObject joined(Upload upload, StoredObject source) {
        StoredObject made = upload.object.copied(bucket.nextVersionId(), bucket.now());
        long size = upload.parts.values().stream().mapToLong(Upload.Part::size).sum();
        made.body = size == source.size ? source.body : source.body + " cut to " + size;
        made.size = size;
        made.parts = upload.parts.size();
        made.storageClass = upload.object.storageClass;
        made.redirect = upload.object.redirect;
        made.encryption = upload.object.encryption;
        made.kmsKey = upload.object.kmsKey;
        made.bucketKey = upload.object.bucketKey;
        made.lockMode = upload.object.lockMode;
        made.retainUntil = upload.object.retainUntil;
        made.legalHold = upload.object.legalHold;
        made.grants = upload.object.grants;
        return made;
    }

    private static void checkParts(Upload upload, List<CompletedPart> parts) {
        if (parts.isEmpty() || parts.size() != upload.parts.size()) {
            throw S3Errors.malformed();
        }
        int last = parts.get(parts.size() - 1).partNumber();
        for (CompletedPart part : parts) {
            Upload.Part stored = upload.parts.get(part.partNumber());
            if (stored == null || !ObjectWrites.sameTag(part.eTag(), stored.etag())) {
                throw S3Errors.invalidPart();
            }
            if (stored.size() < SMALLEST_PART && part.partNumber() != last) {
                throw S3Errors.invalidArgument("Your proposed upload is smaller than the minimum allowed size");
            }
        }
    }

    AbortMultipartUploadResponse abort(AbortMultipartUploadRequest request) {
        bucket.uploads.remove(find(request.key(), request.uploadId()).id);
        return AbortMultipartUploadResponse.builder().build();
    }

    ListPartsResponse parts(ListPartsRequest request) {
        Upload upload = find(request.key(), request.uploadId());
        int after = request.partNumberMarker() == null ? 0 : request.partNumberMarker();
        List<Part> parts = upload.parts.tailMap(after, false).entrySet().stream()
                .limit(PAGE)
                .map(part -> Part.builder()
                        .partNumber(part.getKey())
                        .eTag(part.getValue().etag())
                        .size(part.getValue().size())
                        .build())
                .toList();
        boolean more = upload.parts.tailMap(after, false).size() > PAGE;
        return ListPartsResponse.builder()
                .uploadId(upload.id)
                .key(upload.key)
                .parts(parts)
                .isTruncated(more)
                .nextPartNumberMarker(
                        parts.isEmpty() ? null : parts.get(parts.size() - 1).partNumber())
                .build();
    }

    ListMultipartUploadsResponse list(ListMultipartUploadsRequest request) {
        String prefix = request.prefix() == null ? "" : request.prefix();
        List<MultipartUpload> found = bucket.uploads.values().stream()
                .filter(upload -> upload.key.startsWith(prefix))
                .map(upload -> MultipartUpload.builder()
                        .uploadId(upload.id)
                        .key(upload.key)
                        .initiated(upload.begun)
                        .build())
                .toList();
        return ListMultipartUploadsResponse.builder()
                .bucket(bucket.name)
                .prefix(prefix)
                .isTruncated(false)
                .uploads(found)
                .build();
    }
}
