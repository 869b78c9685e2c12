package dev.rollback.testkit.s3;

import static java.util.Objects.requireNonNullElse;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Pages of a bucket. Keys come in the order of their UTF-8 bytes, the entries of a key newest first, and at most 1,000 entries, versions and markers
 * together, make a page.
 */
final class Listing {
    private static final int PAGE = 1_000;

    private final StoredBucket bucket;

    Listing(StoredBucket bucket) {
        this.bucket = bucket;
    }

    ListObjectVersionsResponse versions(ListObjectVersionsRequest request) {
        checkEncoding(request.encodingType());
        String prefix = requireNonNullElse(request.prefix(), "");
        VersionPage page = new VersionPage(size(request.maxKeys()), prefix, request.delimiter());
        page.fill(request.keyMarker(), request.versionIdMarker());
        return page.answer(request);
    }

    private static int size(@Nullable Integer asked) {
        return Math.min(PAGE, requireNonNullElse(asked, PAGE));
    }

    private static void checkEncoding(@Nullable EncodingType encoding) {
        if (encoding == EncodingType.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.invalidArgument("Invalid Encoding Method specified in Request");
        }
    }

    private NavigableMap<String, List<StoredObject>> from(@Nullable String marker, boolean inclusive, String prefix) {
        boolean begin = marker == null || marker.isEmpty() || StoredBucket.KEY_ORDER.compare(marker, prefix) < 0;
        return begin ? bucket.keys.tailMap(prefix, true) : bucket.keys.tailMap(marker, inclusive);
    }

    /** One page of versions and markers under way. */
    private final class VersionPage {
        private final int size;
        private final String prefix;
        private final @Nullable String delimiter;
        private final List<ObjectVersion> versions = new ArrayList<>();
        private final List<DeleteMarkerEntry> markers = new ArrayList<>();
        private final List<String> prefixes = new ArrayList<>();
        private @Nullable String lastKey;
        private @Nullable String lastVersion;
        private boolean truncated;

        VersionPage(int size, String prefix, @Nullable String delimiter) {
            this.size = size;
            this.prefix = prefix;
            this.delimiter = delimiter;
        }

        void fill(@Nullable String keyMarker, @Nullable String versionMarker) {
            boolean within = versionMarker != null && !versionMarker.isEmpty();
            for (Map.Entry<String, List<StoredObject>> key :
                    from(keyMarker, within, prefix).entrySet()) {
                if (truncated || !key.getKey().startsWith(prefix)) {
                    return;
                }
                boolean resumes = within && key.getKey().equals(keyMarker);
                add(key.getKey(), key.getValue(), resumes ? after(key.getValue(), versionMarker) : 0);
            }
        }

        private int after(List<StoredObject> entries, @Nullable String versionMarker) {
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).versionId.equals(versionMarker)) {
                    return i + 1;
                }
            }
            throw S3Errors.invalidArgument("Invalid version id specified");
        }

        private void add(String key, List<StoredObject> entries, int first) {
            String common = common(key, prefix, delimiter);
            if (common != null) {
                addPrefix(common);
                return;
            }
            for (int i = first; i < entries.size(); i++) {
                if (isFull()) {
                    return;
                }
                add(key, entries.get(i), i == 0);
            }
        }

        private void addPrefix(String common) {
            boolean known =
                    !prefixes.isEmpty() && prefixes.get(prefixes.size() - 1).equals(common);
            if (!known && !isFull()) {
                prefixes.add(common);
                lastKey = common + Character.MAX_VALUE;
                lastVersion = null;
            }
        }

        private boolean isFull() {
            truncated = versions.size() + markers.size() + prefixes.size() >= size;
            return truncated;
        }

        private void add(String key, StoredObject entry, boolean latest) {
            lastKey = key;
            lastVersion = entry.versionId;
            if (entry.marker) {
                markers.add(DeleteMarkerEntry.builder()
                        .key(key)
                        .versionId(entry.versionId)
                        .isLatest(latest)
                        .lastModified(entry.lastModified())
                        .build());
            } else {
                versions.add(ObjectVersion.builder()
                        .key(key)
                        .versionId(entry.versionId)
                        .isLatest(latest)
                        .lastModified(entry.lastModified())
                        .eTag(entry.etag)
                        .size(entry.size)
                        .storageClass(entry.storageClass)
                        .build());
            }
        }

        ListObjectVersionsResponse answer(ListObjectVersionsRequest request) {
            return ListObjectVersionsResponse.builder()
                    .name(bucket.name)
                    .prefix(prefix)
                    .delimiter(delimiter)
                    .keyMarker(requireNonNullElse(request.keyMarker(), ""))
                    .versionIdMarker(requireNonNullElse(request.versionIdMarker(), ""))
                    .maxKeys(size)
                    .encodingType(request.encodingType())
                    .isTruncated(truncated)
                    .nextKeyMarker(truncated ? lastKey : null)
                    .nextVersionIdMarker(truncated ? lastVersion : null)
                    .versions(versions)
                    .deleteMarkers(markers)
                    .commonPrefixes(common(prefixes))
                    .build();
        }
    }

    private static @Nullable String common(String key, String prefix, @Nullable String delimiter) {
        if (delimiter == null || delimiter.isEmpty()) {
            return null;
        }
        int end = key.indexOf(delimiter, prefix.length());
        return end < 0 ? null : key.substring(0, end + delimiter.length());
    }

    private static List<CommonPrefix> common(List<String> prefixes) {
        return prefixes.stream()
                .map(one -> CommonPrefix.builder().prefix(one).build())
                .toList();
    }

    ListObjectsV2Response objects(ListObjectsV2Request request) {
        String prefix = requireNonNullElse(request.prefix(), "");
        String after =
                request.continuationToken() == null ? request.startAfter() : decoded(request.continuationToken());
        int size = size(request.maxKeys());
        List<S3Object> found = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        String last = null;
        for (Map.Entry<String, List<StoredObject>> key :
                from(after, false, prefix).entrySet()) {
            StoredObject newest = key.getValue().get(0);
            if (!key.getKey().startsWith(prefix)) {
                break;
            }
            String common = common(key.getKey(), prefix, request.delimiter());
            boolean known = common != null && prefixes.contains(common);
            if (newest.marker || known || (common != null && common.equals(after))) {
                continue;
            }
            if (found.size() + prefixes.size() == size) {
                return page(request, found, prefixes)
                        .isTruncated(true)
                        .nextContinuationToken(encoded(String.valueOf(last)))
                        .build();
            }
            last = key.getKey();
            if (common == null) {
                found.add(shown(key.getKey(), newest));
            } else {
                last = common + Character.MAX_VALUE;
                prefixes.add(common);
            }
        }
        return page(request, found, prefixes).isTruncated(false).build();
    }

    private ListObjectsV2Response.Builder page(
            ListObjectsV2Request request, List<S3Object> found, List<String> prefixes) {
        return ListObjectsV2Response.builder()
                .name(bucket.name)
                .prefix(requireNonNullElse(request.prefix(), ""))
                .delimiter(request.delimiter())
                .maxKeys(size(request.maxKeys()))
                .keyCount(found.size() + prefixes.size())
                .contents(found)
                .commonPrefixes(common(prefixes));
    }

    private static S3Object shown(String key, StoredObject object) {
        return S3Object.builder()
                .key(key)
                .eTag(object.etag)
                .size(object.size)
                .lastModified(object.lastModified())
                .storageClass(object.storageClass)
                .build();
    }

    private static String encoded(String key) {
        return "from:" + URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    private static String decoded(String token) {
        if (!token.startsWith("from:")) {
            throw S3Errors.invalidArgument("The continuation token provided is incorrect");
        }
        return URLDecoder.decode(token.substring(5), StandardCharsets.UTF_8);
    }
}
