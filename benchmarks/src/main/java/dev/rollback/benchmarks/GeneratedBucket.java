package dev.rollback.benchmarks;

import com.sun.net.httpserver.Headers;
import dev.rollback.benchmarks.StubS3.Answer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A versioned bucket whose keys are computed, not kept: each was stored by a good release, and so many of them again by a bad one. A bit a key remembers that
 * it was put back.
 */
final class GeneratedBucket {

    static final String NAME = "shop";

    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int PAGE = 1_000;

    private final Instant start = Instant.now();
    private final int keys;
    private final int every;
    private final BitSet restored = new BitSet();

    /** A bucket of so many keys, of which one in {@code every} was changed by the bad release. */
    GeneratedBucket(int keys, int every) {
        this.keys = keys;
        this.every = every;
    }

    /** A time between the two releases. */
    Instant between() {
        return start.minus(Duration.ofHours(5));
    }

    /** A time before the versions that keys had which the bad release changed, and after all others. */
    Instant beforeChanged() {
        return start.minus(Duration.ofDays(10));
    }

    int changed() {
        return keys / every;
    }

    /** How many entries it has while nothing was put back. */
    int entries() {
        return keys + changed();
    }

    synchronized void reset() {
        restored.clear();
    }

    synchronized int putBack() {
        return restored.cardinality();
    }

    private boolean isChanged(int key) {
        return key % every == 0;
    }

    private static String name(int key) {
        return String.format(Locale.ROOT, "assets/%07d.js", key);
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring("assets/".length(), name.length() - ".js".length()));
    }

    private static String etag(int key, char kind) {
        return String.format(Locale.ROOT, "%032x", key * 2L + (kind == 'b' ? 1 : 0));
    }

    private Instant at(int key, char kind) {
        return switch (kind) {
            case 'b' -> start.minus(Duration.ofHours(2));
            case 'r' -> Instant.now();
            default -> start.minus(Duration.ofDays(isChanged(key) ? 9 : 30));
        };
    }

    /** The versions of a key, newest first: {@code r} put back, {@code b} of the bad release, {@code g} of the good one. */
    private String kinds(int key) {
        return (restored.get(key) ? "r" : "") + (isChanged(key) ? "b" : "") + "g";
    }

    synchronized Answer answer(String method, String path, Map<String, String> query, Headers headers) {
        String key =
                URLDecoder.decode(path.substring(Math.min(path.length(), NAME.length() + 2)), StandardCharsets.UTF_8);
        if (key.isEmpty()) {
            return aboutBucket(method, query);
        }
        return method.equals("HEAD") ? head(key, query) : copy(key, headers);
    }

    private Answer aboutBucket(String method, Map<String, String> query) {
        if (method.equals("HEAD")) {
            return new Answer("HeadBucket", 200, Map.of("x-amz-bucket-region", "eu-west-1"), "");
        }
        if (query.containsKey("versions")) {
            return Answer.of("ListObjectVersions", page(query));
        }
        if (query.containsKey("versioning")) {
            return Answer.of(
                    "GetBucketVersioning",
                    "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
        }
        if (query.containsKey("ownershipControls")) {
            return Answer.of(
                    "GetBucketOwnershipControls",
                    "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>");
        }
        return query.containsKey("lifecycle")
                ? Answer.error("GetBucketLifecycleConfiguration", 404, "NoSuchLifecycleConfiguration")
                : Answer.error("GetObjectLockConfiguration", 404, "ObjectLockConfigurationNotFoundError");
    }

    /** A place in the listing: a key and one of its versions. */
    private record Place(int key, char kind) {}

    private String page(Map<String, String> query) {
        List<Place> places = new ArrayList<>(PAGE + 1);
        String keyMarker = query.getOrDefault("key-marker", "");
        String versionMarker = query.getOrDefault("version-id-marker", "");
        int key = keyMarker.isEmpty() ? 0 : number(keyMarker) + (versionMarker.isEmpty() ? 1 : 0);
        char behind = versionMarker.isEmpty() ? ' ' : versionMarker.charAt(0);
        for (; key < keys && places.size() <= PAGE; key++) {
            String kinds = kinds(key);
            for (char kind : kinds.substring(kinds.indexOf(behind) + 1).toCharArray()) {
                places.add(new Place(key, kind));
            }
            behind = ' ';
        }
        boolean more = places.size() > PAGE;
        return xml(more ? places.subList(0, PAGE) : places, more);
    }

    private String xml(List<Place> places, boolean more) {
        StringBuilder xml = new StringBuilder("<ListVersionsResult><EncodingType>url</EncodingType><Name>")
                .append(NAME)
                .append("</Name><MaxKeys>1000</MaxKeys><IsTruncated>")
                .append(more)
                .append("</IsTruncated>");
        if (more) {
            Place last = places.get(places.size() - 1);
            xml.append("<NextKeyMarker>").append(name(last.key())).append("</NextKeyMarker><NextVersionIdMarker>");
            xml.append(last.kind()).append("</NextVersionIdMarker>");
        }
        for (Place place : places) {
            xml.append("<Version><Key>")
                    .append(name(place.key()))
                    .append("</Key><VersionId>")
                    .append(place.kind());
            xml.append("</VersionId><IsLatest>").append(kinds(place.key()).charAt(0) == place.kind());
            xml.append("</IsLatest><LastModified>")
                    .append(at(place.key(), place.kind()).toString(), 0, 19);
            xml.append(".000Z</LastModified><ETag>&quot;").append(etag(place.key(), place.kind()));
            xml.append("&quot;</ETag><Size>1000</Size><StorageClass>STANDARD</StorageClass></Version>");
        }
        return xml.append("</ListVersionsResult>").toString();
    }

    private Answer head(String name, Map<String, String> query) {
        int key = number(name);
        char kind = query.getOrDefault("versionId", kinds(key)).charAt(0);
        return new Answer(
                "HeadObject",
                200,
                Map.of(
                        "ETag",
                        "\"" + etag(key, kind) + "\"",
                        "Content-Type",
                        "text/javascript",
                        "Last-Modified",
                        HTTP.format(at(key, kind)),
                        "x-amz-version-id",
                        String.valueOf(kind)),
                "");
    }

    private Answer copy(String name, Headers headers) {
        int key = number(name);
        if (!String.valueOf(headers.getFirst("x-amz-copy-source")).endsWith("?versionId=g")) {
            return Answer.error("CopyObject of another version", 400, "InvalidRequest");
        }
        restored.set(key);
        return new Answer(
                "CopyObject",
                200,
                Map.of("x-amz-version-id", "r"),
                "<CopyObjectResult><ETag>&quot;" + etag(key, 'r') + "&quot;</ETag><LastModified>" + Instant.now()
                        + "</LastModified></CopyObjectResult>");
    }
}
