package dev.rollback.testkit.cloudfront;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.CloudFrontServiceClientConfiguration;
import software.amazon.awssdk.services.cloudfront.model.CreateInvalidationRequest;
import software.amazon.awssdk.services.cloudfront.model.CreateInvalidationResponse;
import software.amazon.awssdk.services.cloudfront.model.GetDistributionRequest;
import software.amazon.awssdk.services.cloudfront.model.GetDistributionResponse;
import software.amazon.awssdk.services.cloudfront.model.GetInvalidationRequest;
import software.amazon.awssdk.services.cloudfront.model.GetInvalidationResponse;
import software.amazon.awssdk.services.cloudfront.model.InvalidationBatch;
import software.amazon.awssdk.services.cloudfront.model.InvalidationList;
import software.amazon.awssdk.services.cloudfront.model.InvalidationSummary;
import software.amazon.awssdk.services.cloudfront.model.ListInvalidationsRequest;
import software.amazon.awssdk.services.cloudfront.model.ListInvalidationsResponse;

/**
 * CloudFront in memory: distributions and the invalidation of what their edge locations keep.
 *
 * <p>It holds the service's rules, as far as an invalidation meets them: a caller reference that was used before answers the invalidation it made,
 * or is refused if the paths differ; 3,000 individual paths and, apart from them, 15 paths with a wildcard may be in progress at once on a
 * distribution; paths begin with a slash, are encoded, have their wildcard at the end and at most 4,000 characters. An invalidation completes by the
 * account's clock alone and cannot be cancelled. Sources: CloudFront Developer Guide, "Invalidate files"; API reference, "InvalidationBatch".
 *
 * <p>A scene is set with {@link #distribution}. It answers GetDistribution, CreateInvalidation, GetInvalidation and ListInvalidations. Not modelled:
 * what is cached and what is fetched from the origin, distribution tenants, other settings than aliases and whether it is enabled. Not documented,
 * and chosen here: more than 3,000 individual paths in one batch are too large a batch; a disabled distribution takes invalidations. Like CloudFront
 * it belongs to no region. Not thread-safe.
 */
public final class FakeCloudFront implements CloudFrontClient {
    private static final int PAGE = 100;

    private final FakeAccount account;
    private final Map<String, FakeDistribution> distributions = new TreeMap<>();
    private Duration pace = Duration.ofSeconds(90);

    /** Opens it empty. */
    public FakeCloudFront(FakeAccount account) {
        this.account = requireNonNull(account, "account");
    }

    /**
     * Opens the scene of a distribution, always the same for an id; it is created, enabled and deployed, if it is not there.
     *
     * @param id as CloudFront writes it: {@code E1234567890ABC}
     * @throws IllegalArgumentException if the id has another form
     */
    public FakeDistribution distribution(String id) {
        if (!id.matches("E[A-Z0-9]{1,31}")) {
            throw new IllegalArgumentException("The scene of a distribution was given a malformed id: expected an E and"
                    + " up to 31 capitals and digits, such as E1234567890ABC, got '" + id
                    + "'. Pass the id, not a domain name or an ARN.");
        }
        return distributions.computeIfAbsent(id, missing -> new FakeDistribution(account, id, pace));
    }

    /** Lets a distribution be gone, as after somebody has deleted it. */
    public void delete(String id) {
        distributions.remove(id);
    }

    /**
     * Sets how long the invalidations of distributions take that are made from now on. Default 90 seconds.
     *
     * @return this fake
     */
    public FakeCloudFront invalidationsTake(Duration time) {
        pace = time;
        return this;
    }

    @Override
    public GetDistributionResponse getDistribution(GetDistributionRequest request) {
        return GetDistributionResponse.builder()
                .distribution(existing(request.id()).view())
                .eTag(request.id())
                .build();
    }

    @Override
    public CreateInvalidationResponse createInvalidation(CreateInvalidationRequest request) {
        FakeDistribution distribution = existing(request.distributionId());
        InvalidationBatch batch = InvalidationRules.checked(request.invalidationBatch());
        FakeInvalidation made =
                distribution.invalidate(batch.callerReference(), batch.paths().items());
        return CreateInvalidationResponse.builder()
                .location("https://cloudfront.amazonaws.com/2020-05-31/distribution/" + request.distributionId()
                        + "/invalidation/" + made.id())
                .invalidation(made.view(account.now()))
                .build();
    }

    @Override
    public GetInvalidationResponse getInvalidation(GetInvalidationRequest request) {
        FakeInvalidation found = existing(request.distributionId()).invalidation(request.id());
        return GetInvalidationResponse.builder()
                .invalidation(found.view(account.now()))
                .build();
    }

    /** Newest first. The marker is the id of the last invalidation of the page before. */
    @Override
    public ListInvalidationsResponse listInvalidations(ListInvalidationsRequest request) {
        List<FakeInvalidation> rest = existing(request.distributionId()).after(request.marker());
        int size = size(request.maxItems());
        List<InvalidationSummary> page =
                rest.stream().limit(size).map(one -> one.summary(account.now())).toList();
        boolean more = rest.size() > size;
        return ListInvalidationsResponse.builder()
                .invalidationList(InvalidationList.builder()
                        .marker(request.marker() == null ? "" : request.marker())
                        .maxItems(size)
                        .isTruncated(more)
                        .nextMarker(more ? page.get(size - 1).id() : null)
                        .quantity(page.size())
                        .items(page)
                        .build())
                .build();
    }

    private static int size(@Nullable String asked) {
        if (asked == null) {
            return PAGE;
        }
        if (!asked.matches("[1-9]\\d{0,8}")) {
            throw CloudFrontErrors.invalidArgument("The parameter MaxItems is invalid.");
        }
        return Math.min(PAGE, Integer.parseInt(asked));
    }

    private FakeDistribution existing(@Nullable String id) {
        FakeDistribution found = id == null ? null : distributions.get(id);
        if (found == null) {
            throw CloudFrontErrors.noSuchDistribution();
        }
        return found;
    }

    @Override
    public CloudFrontServiceClientConfiguration serviceClientConfiguration() {
        return CloudFrontServiceClientConfiguration.builder()
                .region(Region.AWS_GLOBAL)
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "FakeCloudFront of " + account.id();
    }
}
