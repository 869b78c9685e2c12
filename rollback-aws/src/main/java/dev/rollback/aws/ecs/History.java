package dev.rollback.aws.ecs;

import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/**
 * Tells the service's history from its deployments, newest first: which content served from when until when, and what speaks against it. A
 * version's tenure starts when its deployment finished and ends when the next one that took its place began. Deployments of the same
 * content one after another are one tenure.
 */
final class History {

    private static final String SOURCE = "service deployment history";

    private final Feed feed;
    private final Versions versions;
    private final RolledAway rolledAway;
    private final Look look;
    private final Deque<Version> ready = new ArrayDeque<>();
    private final Map<String, String> against = new LinkedHashMap<>();
    private final Set<String> revisionsSeen = new LinkedHashSet<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private @Nullable Span open;
    private @Nullable Span newer;
    private int place;
    private boolean ended;

    History(Feed feed, Versions versions, RolledAway rolledAway, Look look) {
        this.feed = feed;
        this.versions = versions;
        this.rolledAway = rolledAway;
        this.look = look;
    }

    /** A time during which one content served. */
    private record Span(Version version, ServiceRevision revision, Instant from, Instant began, int place) {

        Span earlier(Deployed deployed, int at) {
            return new Span(version, revision, deployed.ended(), deployed.began(), at);
        }
    }

    /** The next older version; empty at the end. */
    Optional<Version> next() {
        while (ready.isEmpty() && !ended) {
            feed.at(place).ifPresentOrElse(this::take, this::end);
            place++;
        }
        return Optional.ofNullable(ready.poll());
    }

    private void take(Deployed deployed) {
        sources.addAll(deployed.sources());
        sources.add(deployed.rolledBackTo());
        ServiceRevision target = deployed.target();
        if (target == null) {
            return;
        }
        if (deployed.isSuccessful() || deployed.isOpen()) {
            served(deployed, target);
        } else {
            failed(deployed, target);
        }
    }

    private void served(Deployed deployed, ServiceRevision target) {
        revisionsSeen.add(deployed.targetArn());
        Version version = versions.of(target, Tenure.unknown(SOURCE), look);
        if (open != null && open.version().sameContent(version)) {
            open = open.earlier(deployed, place);
            return;
        }
        close();
        open = new Span(version, target, deployed.ended(), deployed.began(), place);
        if (deployed.isOpen()) {
            against.put(version.content(), "its deployment is not finished");
        }
    }

    /** What served before a failed deployment of the same content goes on to serve: that says nothing against it. */
    private void failed(Deployed deployed, ServiceRevision target) {
        boolean servedBefore = feed.revision(deployed.rolledBackTo())
                .filter(back -> Deployed.key(back).equals(Deployed.key(target)))
                .isPresent();
        if (servedBefore) {
            return;
        }
        close();
        revisionsSeen.add(deployed.targetArn());
        String why = "its deployment of " + deployed.began() + " ended " + deployed.why();
        Version version = versions.of(target, new Tenure(null, deployed.ended(), SOURCE), look);
        against.put(version.content(), why);
        ready.add(worse(version, Standing.SUSPECT, why));
    }

    /** Ends the span at hand: its version is known as far back as it goes without a break. */
    private void close() {
        if (open == null) {
            return;
        }
        Span span = open;
        Tenure tenure = new Tenure(span.from(), newer == null ? null : newer.began(), SOURCE);
        ready.add(judged(span, span.version().tenure(tenure)));
        newer = span;
        open = null;
    }

    private Version judged(Span span, Version version) {
        if (newer != null && !newer.version().sameContent(version)) {
            rolledAway
                    .toward(newer.revision(), span.revision(), feed.knownAfter(span.place()))
                    .ifPresent(why -> against.putIfAbsent(version.content(), why));
        }
        String why = against.get(version.content());
        return why == null ? version : worse(version, Standing.SUSPECT, why);
    }

    private static Version worse(Version version, Standing standing, String why) {
        return version.standing() == Standing.UNUSABLE ? version : version.standing(standing, why);
    }

    /** After the oldest deployment come the revisions that served before it, of which the deployments are forgotten. */
    private void end() {
        close();
        ended = true;
        sources.removeAll(revisionsSeen);
        sources.stream().flatMap(arn -> feed.revision(arn).stream()).forEach(this::addSource);
    }

    private void addSource(ServiceRevision revision) {
        Tenure tenure = new Tenure(
                revision.createdAt(),
                newer == null ? null : newer.began(),
                "source revision of a later deployment; its own is not in the history");
        Version version = versions.of(revision, tenure, look);
        if (newer == null || !newer.version().sameContent(version)) {
            String why = against.get(version.content());
            ready.add(why == null ? version : worse(version, Standing.SUSPECT, why));
        }
    }
}
