package dev.rollback.testkit.s3;

import dev.rollback.testkit.account.Known;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a bucket as one version of what is in it is known. */
final class Likeness {
    /** So many keys of a release at most. */
    private static final int MOST_KEYS = 50;

    private static final String ENTRY = "index.html";
    private static final String UNKNOWN = "like.html";
    private static final Pattern CONTENT = Pattern.compile("(.+)/(\\d+)");

    private final Known known;
    private final Instant now;

    Likeness(Known known, Instant now) {
        this.known = known;
        this.now = now;
    }

    void in(FakeS3 s3) {
        String[] names = known.target().name().split("/", 2);
        FakeBucket bucket = s3.bucket(names[0]).versioned();
        String rest = names.length > 1 ? names[1] : "";
        switch (known.target().kind()) {
            case "s3-object" -> object(bucket, rest);
            case "s3-release" -> release(bucket, rest);
            default -> span(bucket, rest);
        }
        known.assume(
                "how the objects are stored, locked and encrypted, and lifecycle rules are not known: as S3 does it"
                        + " unasked, none");
    }

    /** A bucket or a prefix, of which a time is known. */
    private void span(FakeBucket bucket, String prefix) {
        Instant before = now.minus(Known.LONG);
        if (known.version().id().startsWith("manifest:")) {
            known.assume("the manifest " + known.version().id() + " is not in the checkpoint");
        }
        if (bucket.stored().entries(prefix + UNKNOWN).isEmpty()) {
            bucket.at(
                    before,
                    release -> release.put(
                            prefix + UNKNOWN, "like " + known.version().id()));
        }
        known.assume("what was in it is not known: " + prefix + UNKNOWN + ", written at " + before
                + "; write more with bucket(\"" + known.target().name().split("/", 2)[0] + "\").at(time, ...)");
    }

    private void object(FakeBucket bucket, String key) {
        Instant since = now.minus(known.served(now));
        if (known.version().content().equals("absent")) {
            bucket.stored().store(key, StoredObject.marker(known.version().id(), since));
            return;
        }
        Matcher content = CONTENT.matcher(known.version().content());
        if (!content.matches()) {
            throw new IllegalArgumentException("A world cannot be made like " + known.target() + " of content \""
                    + known.version().content()
                    + "\": expected an entity tag and a size, as in 755f85c2723b/4. Take the"
                    + " version as the target gives it.");
        }
        bucket.at(
                since,
                release -> release.put(
                                key,
                                known.version().id(),
                                "like " + known.version().id())
                        .tagged(content.group(1))
                        .size(Long.parseLong(content.group(2))));
    }

    private void release(FakeBucket bucket, String live) {
        String release = known.version().id();
        int keys = Math.min(MOST_KEYS, known.number("keys").orElse(1));
        Instant since = now.minus(known.served(now));
        Instant uploaded =
                known.fact("uploaded").map(Instant::parse).map(known::here).orElse(since);
        if (release.endsWith("/")) {
            bucket.at(uploaded.isAfter(since) ? since : uploaded, all -> fill(all, release, release, keys));
        }
        bucket.at(since, all -> fill(all, live, release, keys));
        known.assume("what the release holds is not known: " + keys + " keys");
    }

    private static void fill(FakeRelease all, String prefix, String release, int keys) {
        for (int i = 1; i < keys; i++) {
            all.put(prefix + "assets/" + i, release + " " + i);
        }
        all.put(prefix + ENTRY, release);
    }
}
