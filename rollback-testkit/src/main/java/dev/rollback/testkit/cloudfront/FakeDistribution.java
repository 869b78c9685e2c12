package dev.rollback.testkit.cloudfront;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudfront.model.Distribution;

/**
 * A distribution of a scene, and what became of its caches.
 *
 * <p>It is enabled and deployed until told otherwise. Methods that tell it something return the distribution itself. Not thread-safe.
 */
public final class FakeDistribution {
    private static final int ID = 14;

    private final FakeAccount account;
    private final String id;
    private final List<FakeInvalidation> invalidations = new ArrayList<>();
    private final List<String> aliases = new ArrayList<>();
    private String domain;
    private Duration pace;
    private Instant deployedAt;
    private boolean enabled = true;

    FakeDistribution(FakeAccount account, String id, Duration pace) {
        this.account = account;
        this.id = id;
        this.pace = pace;
        this.domain = account.nextId("d").substring(0, ID) + ".cloudfront.net";
        this.deployedAt = account.now();
    }

    // the scene

    /** Sets its domain name at CloudFront; a made-up one by default. */
    public FakeDistribution domain(String name) {
        domain = name;
        return this;
    }

    /** Adds a domain name of the owner's, such as {@code www.example.com}. */
    public FakeDistribution alias(String name) {
        aliases.add(name);
        return this;
    }

    /** Lets it serve nobody. */
    public FakeDistribution disabled() {
        enabled = false;
        return this;
    }

    /** Lets a change of its settings be on its way to the edge locations for so long from now on. */
    public FakeDistribution deployingFor(Duration time) {
        deployedAt = account.now().plus(time);
        return this;
    }

    /** Sets how long invalidations take that are accepted from now on. */
    public FakeDistribution invalidationsTake(Duration time) {
        pace = time;
        return this;
    }

    /**
     * Lets somebody else invalidate these paths now, so that they are in progress for the usual time.
     *
     * @throws software.amazon.awssdk.services.cloudfront.model.CloudFrontException if CloudFront would not take them
     */
    public FakeDistribution someoneInvalidates(List<String> paths) {
        invalidate(account.nextUuid("someone's invalidation"), paths);
        return this;
    }

    /**
     * The invalidation in progress that was accepted last.
     *
     * @return empty if none is
     */
    public Optional<UnderWay> underWay() {
        List<FakeInvalidation> open = inProgress();
        return open.isEmpty() ? Optional.empty() : Optional.of(new InvalidationUnderWay(open.get(open.size() - 1)));
    }

    private final class InvalidationUnderWay implements UnderWay {
        private final FakeInvalidation invalidation;

        InvalidationUnderWay(FakeInvalidation invalidation) {
            this.invalidation = invalidation;
        }

        @Override
        public void takes(int times) {
            Instant now = account.now();
            completes(now.plus(Duration.between(now, invalidation.completesAt()).multipliedBy(times)));
        }

        @Override
        public void neverEnds() {
            completes(Instant.MAX);
        }

        private void completes(Instant then) {
            invalidations.replaceAll(one -> one.equals(invalidation) ? invalidation.completing(then) : one);
        }
    }

    // the truth

    /** All invalidations that were accepted, oldest first. */
    public List<FakeInvalidation> invalidations() {
        return List.copyOf(invalidations);
    }

    /** Those that are still in progress. */
    public List<FakeInvalidation> inProgress() {
        return invalidations.stream()
                .filter(one -> !one.isCompleted(account.now()))
                .toList();
    }

    /**
     * Whether no edge location serves a copy of this path any more that it had fetched before a moment: an invalidation that covers the path was
     * accepted at that moment or later, and is complete.
     *
     * @param path as viewers ask for it, encoded: {@code /index.html}
     * @param since the moment, usually when the origin was put right
     */
    public boolean isFresh(String path, Instant since) {
        return invalidations.stream()
                .anyMatch(
                        one -> one.covers(path) && !one.createdAt().isBefore(since) && one.isCompleted(account.now()));
    }

    // the service

    Distribution view() {
        boolean deployed = !account.now().isBefore(deployedAt);
        return Distribution.builder()
                .id(id)
                .arn("arn:aws:cloudfront::" + account.id() + ":distribution/" + id)
                .status(deployed ? "Deployed" : "InProgress")
                .domainName(domain)
                .inProgressInvalidationBatches(inProgress().size())
                .distributionConfig(config -> config.callerReference(id)
                        .comment("")
                        .enabled(enabled)
                        .aliases(names -> names.quantity(aliases.size()).items(aliases)))
                .build();
    }

    FakeInvalidation invalidate(String callerReference, List<String> paths) {
        Optional<FakeInvalidation> before = invalidations.stream()
                .filter(one -> one.callerReference().equals(callerReference))
                .findFirst();
        return before.map(one -> same(one, paths)).orElseGet(() -> accept(callerReference, paths));
    }

    private static FakeInvalidation same(FakeInvalidation before, List<String> paths) {
        if (!before.paths().equals(paths)) {
            throw CloudFrontErrors.batchAlreadyExists();
        }
        return before;
    }

    private FakeInvalidation accept(String callerReference, List<String> paths) {
        List<String> under =
                inProgress().stream().flatMap(one -> one.paths().stream()).toList();
        InvalidationRules.checkRoom(under, paths);
        String name = account.nextId("I").substring(0, ID).toUpperCase(Locale.ROOT);
        Instant now = account.now();
        FakeInvalidation made = new FakeInvalidation(name, callerReference, paths, now, now.plus(pace));
        invalidations.add(made);
        return made;
    }

    FakeInvalidation invalidation(@Nullable String name) {
        return invalidations.stream()
                .filter(one -> one.id().equals(name))
                .findFirst()
                .orElseThrow(CloudFrontErrors::noSuchInvalidation);
    }

    /** Newest first, those that follow the one of that id; all without an id. */
    List<FakeInvalidation> after(@Nullable String marker) {
        List<FakeInvalidation> newestFirst = new ArrayList<>(invalidations);
        Collections.reverse(newestFirst);
        if (marker == null || marker.isEmpty()) {
            return newestFirst;
        }
        int place = newestFirst.stream().map(FakeInvalidation::id).toList().indexOf(marker);
        if (place < 0) {
            throw CloudFrontErrors.invalidArgument("The parameter Marker is invalid.");
        }
        return newestFirst.subList(place + 1, newestFirst.size());
    }

    /** Its domain names, the owner's first. */
    @Override
    public String toString() {
        return "distribution " + id + " of " + (aliases.isEmpty() ? domain : String.join(", ", aliases));
    }
}
