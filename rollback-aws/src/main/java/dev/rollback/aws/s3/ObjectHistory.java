package dev.rollback.aws.s3;

import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The versions and markers of one object, the newest first: what users got, and when. A history ends after a page; one that is asked for by time or id is found beyond. */
final class ObjectHistory {

    private static final String SOURCE = "S3 object versions";
    private static final String ABSENT = "absent";
    private static final int MOST = S3Calls.PAGE;

    private final Parts parts;
    private final Look look;

    ObjectHistory(Parts parts, Look look) {
        this.parts = parts;
        this.look = look;
    }

    /** The present version, exactly. */
    Version current(Instant now) {
        List<Entry> top = new Newest(parts.pages(look)).of(parts.span().prefix(), 1);
        if (top.isEmpty()) {
            throw TargetException.missing(
                    parts.span() + " has no version: expected an object or a delete marker of that key."
                            + " Check the key; S3 tells capital and small letters apart.");
        }
        Entry entry = top.get(0);
        return Live.mark(version(entry, Tenure.since(entry.at(), SOURCE)), now);
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

    /** The newest entries. */
    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        KeyEntries all = all();
        while (entries.size() < MOST && all.hasNext()) {
            entries.add(all.next());
        }
        return entries;
    }

    private KeyEntries all() {
        return new KeyEntries(parts.pages(look), parts.span().prefix());
    }

    /** What users got at a time, however many versions are younger; empty if nothing was stored by then. */
    Optional<Version> at(Instant time) {
        return first(entry -> !entry.at().isAfter(time));
    }

    /** The version or marker of this id, however many are younger. */
    Optional<Version> named(String id) {
        return first(entry -> entry.id().equals(id));
    }

    private Optional<Version> first(Predicate<Entry> wanted) {
        Entry newer = null;
        for (KeyEntries all = all(); all.hasNext(); ) {
            Entry entry = all.next();
            if (wanted.test(entry)) {
                return Optional.of(version(entry, new Tenure(entry.at(), newer == null ? null : newer.at(), SOURCE)));
            }
            newer = entry;
        }
        return Optional.empty();
    }
}
