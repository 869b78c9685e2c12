package dev.rollback.aws.s3;

import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.target.Attempt;
import dev.rollback.target.TargetException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/**
 * Copies an object of more than 5 GB, part by part, over as many calls of the target as it takes. The upload is named in the ledger before its first part,
 * so that a later call goes on with it; one that a crash cut off before that stays open and empty. Nothing shows before all parts are there. What cannot be
 * completed is aborted, because S3 charges for its parts and no listing of objects shows them.
 */
final class PartCopier {

    private static final long LEAST_PART = 512L * 1024 * 1024;
    private static final int MOST_PARTS = 10_000;
    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final int PARTS_A_CALL = 40;

    /** Begins the lines of the ledger that name uploads. */
    static final String UPLOAD = "upload ";

    private final S3Calls calls;
    private final Attempt attempt;
    private final Instant until;

    PartCopier(S3Calls calls, Attempt attempt) {
        this.calls = calls;
        this.attempt = attempt;
        this.until = attempt.now().plus(BUDGET);
    }

    Brought copy(KeyCopy wanted, HeadObjectResponse source, CopyRequests requests) {
        String upload = known(wanted.key()).orElseGet(() -> begin(wanted, requests));
        NavigableMap<Integer, String> done = parts(wanted.key(), upload);
        long size = source.contentLength();
        int all = count(size);
        int copied = 0;
        for (int number = 1; number <= all; number++) {
            if (!done.containsKey(number)) {
                if (copied == PARTS_A_CALL || !attempt.now().isBefore(until)) {
                    return Brought.waits("is copied in parts, " + done.size() + " of " + all + " are there");
                }
                done.put(number, copyPart(wanted, upload, number, size));
                copied++;
            }
        }
        return complete(wanted, upload, done);
    }

    /** The upload that the ledger names for this key and that is still open. */
    private Optional<String> known(String key) {
        Set<String> open = new TreeSet<>(calls.openUploads(attempt, key));
        return begun().filter(upload -> upload.key().equals(key) && open.contains(upload.id()))
                .reduce((before, later) -> later)
                .map(Upload::id);
    }

    /** Whether one was begun for this key, and none is open. */
    boolean isOver(String key) {
        return begun().anyMatch(upload -> upload.key().equals(key))
                && known(key).isEmpty();
    }

    /** Aborts all that was begun and not completed; answers what stays open, in words. */
    List<String> abandon() {
        List<String> left = new ArrayList<>();
        for (Upload upload : begun().toList()) {
            try {
                calls.abortUpload(attempt, upload.key(), upload.id());
            } catch (TargetException e) {
                if (!SdkErrors.hasCode(e, "NoSuchUpload")) {
                    left.add("upload " + upload.id() + " of " + upload.key());
                }
            }
        }
        return left;
    }

    /** An upload that the ledger names. */
    private record Upload(String id, String key) {}

    private Stream<Upload> begun() {
        List<Upload> begun = new ArrayList<>();
        try (Stream<String> lines = attempt.ledger().lines()) {
            lines.filter(line -> line.startsWith(UPLOAD))
                    .map(line -> line.substring(UPLOAD.length()).split(" ", 2))
                    .forEach(parts -> begun.add(new Upload(parts[0], decoded(parts[1]))));
        }
        return begun.stream();
    }

    private String begin(KeyCopy wanted, CopyRequests requests) {
        Map<String, String> tags =
                calls.tags(attempt, wanted.source().key(), wanted.source().versionId());
        String id = calls.beginUpload(
                attempt, requests.upload().toBuilder().tagging(header(tags)).build());
        attempt.ledger().append(List.of(UPLOAD + id + " " + encoded(wanted.key())));
        return id;
    }

    private static @Nullable String header(Map<String, String> tags) {
        return tags.isEmpty()
                ? null
                : tags.entrySet().stream()
                        .map(tag -> encoded(tag.getKey()) + "=" + encoded(tag.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private NavigableMap<Integer, String> parts(String key, String upload) {
        NavigableMap<Integer, String> found = new TreeMap<>();
        Integer after = null;
        boolean more = true;
        while (more) {
            ListPartsResponse page = calls.parts(attempt, key, upload, after);
            for (Part part : page.parts()) {
                found.put(part.partNumber(), part.eTag());
            }
            more = Boolean.TRUE.equals(page.isTruncated());
            after = page.nextPartNumberMarker();
        }
        return found;
    }

    /** The same for the same size, so that parts of an earlier call fit. */
    private static long partSize(long size) {
        return Math.max(LEAST_PART, (size + MOST_PARTS - 1) / MOST_PARTS);
    }

    static int count(long size) {
        return (int) ((size + partSize(size) - 1) / partSize(size));
    }

    private String copyPart(KeyCopy wanted, String upload, int number, long size) {
        long first = (number - 1) * partSize(size);
        long last = Math.min(size, first + partSize(size)) - 1;
        return calls.copyPart(
                attempt,
                UploadPartCopyRequest.builder()
                        .sourceBucket(calls.bucket())
                        .sourceKey(wanted.source().key())
                        .sourceVersionId(wanted.source().versionId())
                        .destinationBucket(calls.bucket())
                        .destinationKey(wanted.key())
                        .uploadId(upload)
                        .partNumber(number)
                        .copySourceRange("bytes=" + first + "-" + last)
                        .build());
    }

    private Brought complete(KeyCopy wanted, String upload, NavigableMap<Integer, String> done) {
        List<CompletedPart> parts = new ArrayList<>();
        done.forEach((number, etag) ->
                parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build()));
        String version = calls.completeUpload(
                        attempt,
                        CompleteMultipartUploadRequest.builder()
                                .bucket(calls.bucket())
                                .key(wanted.key())
                                .uploadId(upload)
                                .ifMatch(Copier.ifMatch(wanted.found()))
                                .ifNoneMatch(Copier.ifNoneMatch(wanted.found()))
                                .multipartUpload(all -> all.parts(parts))
                                .build())
                .versionId();
        return Brought.written(Objects.requireNonNullElse(version, ""));
    }
}
