package dev.rollback.aws.s3;

import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The versions and markers of one object, the newest first, as many as a page holds: what users got, and when. */
final class ObjectHistory {

    private static final String SOURCE = "S3 object versions";
    private static final String ABSENT = "absent";

    private final Parts parts;
    private final Look look;

    ObjectHistory(Parts parts, Look look) {
        this.parts = parts;
        this.look = look;
    }

    /** The present version, exactly. */
    Version current() {
        List<Entry> top = new Newest(parts.pages(look)).of(parts.span().prefix(), 1);
        if (top.isEmpty()) {
            throw TargetException.missing(
                    parts.span() + " has no version: expected an object or a delete marker of that key."
                            + " Check the key; S3 tells capital and small letters apart.");
        }
        Entry entry = top.get(0);
        return Live.mark(version(entry, Tenure.since(entry.at(), SOURCE)), look.now());
    }

    Stream<Version> versions() {
        return Stream.of(this).flatMap(history -> versions(history.entries()).stream());
    }

    private static List<Version> versions(List<Entry> entries) {
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Instant until = i == 0 ? null : entries.get(i - 1).at();
            Version version = version(entry, new Tenure(entry.at(), until, SOURCE));
            versions.add(i > 0 && wasRolledAwayFrom(entries, i) ? rolledAway(version, entries.get(i - 1)) : version);
        }
        return versions;
    }

    private static Version rolledAway(Version version, Entry newer) {
        return version.standing(
                Standing.SUSPECT, "was rolled away from at " + newer.at() + ": what came then had been there before");
    }

    /** Whether what replaced it had been there before it. */
    private static boolean wasRolledAwayFrom(List<Entry> entries, int place) {
        String newer = content(entries.get(place - 1));
        return !newer.equals(content(entries.get(place)))
                && entries.subList(place + 1, entries.size()).stream()
                        .anyMatch(older -> content(older).equals(newer));
    }

    private static Version version(Entry entry, Tenure tenure) {
        return Version.of(entry.id(), content(entry), tenure)
                .labelled(entry.isMarker() ? "deleted" : "")
                .fact("size", entry.isMarker() ? "0" : Long.toString(entry.size()));
    }

    private static String content(Entry entry) {
        Entry.Body body = entry.body();
        return body == null ? ABSENT : body.etag().replace("\"", "") + "/" + body.size();
    }

    /** The entries of the key in their true order, as far as it can be found out. */
    private List<Entry> entries() {
        String key = parts.span().prefix();
        Pages pages = parts.pages(look);
        PageMerge merge = new PageMerge(pages.page(key, S3Calls.Place.START, S3Calls.PAGE), new Ties(pages));
        List<Entry> entries = new ArrayList<>();
        while (merge.hasNext()) {
            Entry entry = merge.next().entry();
            if (!entry.key().equals(key)) {
                return entries;
            }
            entries.add(entry);
        }
        return entries;
    }
}
