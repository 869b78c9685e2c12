package dev.rollback.testkit.ecr;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.account.Digests;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageResponse;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesFilter;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.PutImageRequest;
import software.amazon.awssdk.services.ecr.model.PutImageResponse;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/**
 * The image registry of one account: repositories, images by digest, tags that move, images that are gone or archived.
 *
 * <p>It answers CreateRepository, PutImage, DescribeImages, BatchGetImage, BatchDeleteImage and GetLifecyclePolicy. A tag that moves leaves
 * the image it pointed to in place, untagged; an archived image is described but cannot be pulled. Layers, what policies do, and
 * scans are not modelled. Not thread-safe.
 */
public final class FakeEcr implements EcrClient {
    private static final int PAGE = 100;

    private final FakeAccount account;
    private final Map<String, FakeRepository> repositories = new LinkedHashMap<>();

    /** Opens an empty registry in the account. */
    public FakeEcr(FakeAccount account) {
        this.account = requireNonNull(account, "account");
    }

    /** Returns what precedes the repository in the images of this registry. */
    static String host(FakeAccount account) {
        return account.id() + ".dkr.ecr." + account.region() + ".amazonaws.com";
    }

    // the scene

    /**
     * Pushes a new image under the tag, making the repository where it is missing; the tag moves here if it existed.
     *
     * @param repository the repository's name, as {@code checkout}
     * @return the digest, unlike that of any image pushed before
     */
    public String push(String repository, String tag) {
        FakeRepository into = pushed(repository);
        String manifest = "{\"image\":\"" + account.nextId(repository + ":" + tag + "/") + "\"}";
        String digest = Digests.ofImage(manifest);
        into.put(StoredImage.pushed(digest, manifest, account.now()));
        into.tag(tag, digest);
        return digest;
    }

    /**
     * Pushes an image of that digest, as one of another registry that is copied here, making the repository where it is missing.
     *
     * @param tag what points to it; empty for none
     */
    public void push(String repository, String tag, String digest) {
        FakeRepository into = pushed(repository);
        into.put(StoredImage.pushed(digest, "{\"image\":\"" + digest + "\"}", account.now()));
        if (!tag.isEmpty()) {
            into.tag(tag, digest);
        }
    }

    /** Lets the tag point to another image of the repository. */
    public void moveTag(String repository, String tag, String digest) {
        FakeRepository in = repository(repository, account.id());
        image(in, repository, ImageIdentifier.builder().imageDigest(digest).build());
        in.tag(tag, digest);
    }

    /** Removes an image with all its tags, as a lifecycle policy does. */
    public void remove(String repository, String tagOrDigest) {
        FakeRepository from = repository(repository, account.id());
        StoredImage image = image(from, repository, identifier(tagOrDigest));
        from.remove(ImageIdentifier.builder().imageDigest(image.digest()).build(), image);
    }

    /** Gives a repository, made where it is missing, a lifecycle policy as JSON. It is only told; {@link #remove} deletes what it would. */
    public void lifecyclePolicy(String repository, String text) {
        pushed(repository).lifecyclePolicy(text);
    }

    private FakeRepository pushed(String repository) {
        return repositories.computeIfAbsent(
                repository, name -> new FakeRepository(account, name, ImageTagMutability.MUTABLE));
    }

    /** Archives an image: it is still described, and cannot be pulled. */
    public void archive(String repository, String tagOrDigest) {
        FakeRepository in = repository(repository, account.id());
        in.archive(image(in, repository, identifier(tagOrDigest)));
    }

    private static ImageIdentifier identifier(String tagOrDigest) {
        ImageIdentifier.Builder id = ImageIdentifier.builder();
        return tagOrDigest.startsWith("sha256:")
                ? id.imageDigest(tagOrDigest).build()
                : id.imageTag(tagOrDigest).build();
    }

    /** Tells whether an image, named as in a container definition, belongs to this registry. */
    public boolean hosts(String image) {
        return ImageName.parse(image).host().equals(host(account));
    }

    /** Returns the repository's URI, to which a container definition adds a tag or a digest. */
    public String uri(String repository) {
        return host(account) + "/" + repository;
    }

    /** Returns the digest that a pull of the image would get now; empty if the registry has none. */
    public Optional<String> digestOf(String image) {
        return find(ImageName.parse(image)).map(StoredImage::digest);
    }

    /** Tells whether a pull of the image would succeed now. */
    public boolean canPull(String image) {
        return find(ImageName.parse(image))
                .filter(found -> found.status() == ImageStatus.ACTIVE)
                .isPresent();
    }

    private Optional<StoredImage> find(ImageName name) {
        ImageIdentifier id = name.digest() == null ? identifier(name.tag()) : identifier(name.digest());
        return Optional.ofNullable(repositories.get(name.repository()))
                .filter(repository -> name.host().equals(host(account)))
                .flatMap(repository -> repository.find(id));
    }

    // the service

    @Override
    public CreateRepositoryResponse createRepository(CreateRepositoryRequest request) {
        String name = request.repositoryName();
        if (repositories.containsKey(name)) {
            throw EcrErrors.repositoryExists(name, account.id());
        }
        ImageTagMutability mutability = requireNonNullElse(request.imageTagMutability(), ImageTagMutability.MUTABLE);
        FakeRepository created = new FakeRepository(account, name, mutability);
        repositories.put(name, created);
        return CreateRepositoryResponse.builder()
                .repository(created.description())
                .build();
    }

    @Override
    public PutImageResponse putImage(PutImageRequest request) {
        FakeRepository into = repository(request.repositoryName(), request.registryId());
        String digest = Digests.ofImage(request.imageManifest());
        refuseOtherDigest(request, digest);
        refuseSameAgain(into, request, digest);
        into.put(StoredImage.pushed(digest, request.imageManifest(), account.now()));
        if (request.imageTag() != null) {
            into.tag(request.imageTag(), digest);
        }
        ImageIdentifier id = ImageIdentifier.builder()
                .imageDigest(digest)
                .imageTag(request.imageTag())
                .build();
        StoredImage stored = image(into, request.repositoryName(), id);
        return PutImageResponse.builder()
                .image(stored.image(account.id(), request.repositoryName(), id))
                .build();
    }

    private static void refuseOtherDigest(PutImageRequest request, String digest) {
        if (request.imageDigest() != null && !request.imageDigest().equals(digest)) {
            throw EcrErrors.digestDoesNotMatch(request.imageDigest());
        }
    }

    private static void refuseSameAgain(FakeRepository into, PutImageRequest request, String digest) {
        ImageIdentifier same = ImageIdentifier.builder()
                .imageDigest(digest)
                .imageTag(request.imageTag())
                .build();
        if (into.find(same).isPresent()) {
            throw EcrErrors.imageExists(digest, request.imageTag(), request.repositoryName());
        }
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        FakeRepository in = repository(request.repositoryName(), request.registryId());
        return request.hasImageIds() && !request.imageIds().isEmpty() ? named(in, request) : listed(in, request);
    }

    private DescribeImagesResponse named(FakeRepository in, DescribeImagesRequest request) {
        if (request.maxResults() != null || request.nextToken() != null) {
            throw EcrErrors.invalid("Invalid parameter at 'maxResults' failed to satisfy constraint:"
                    + " 'maxResults and nextToken cannot be used with imageIds'");
        }
        List<ImageDetail> details = new ArrayList<>();
        for (ImageIdentifier id : request.imageIds()) {
            details.add(image(in, request.repositoryName(), id).detail(account.id(), request.repositoryName()));
        }
        return DescribeImagesResponse.builder().imageDetails(details).build();
    }

    private DescribeImagesResponse listed(FakeRepository in, DescribeImagesRequest request) {
        List<ImageDetail> all = in.images().stream()
                .filter(image -> passes(image, request.filter()))
                .map(image -> image.detail(account.id(), request.repositoryName()))
                .toList();
        Page<ImageDetail> page = Page.of(
                all,
                request.nextToken(),
                requireNonNullElse(request.maxResults(), PAGE),
                () -> EcrErrors.invalid("Invalid parameter at 'nextToken'"));
        return DescribeImagesResponse.builder()
                .imageDetails(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    /** Without a status in the filter only active images are listed. */
    private static boolean passes(StoredImage image, @Nullable DescribeImagesFilter filter) {
        ImageStatusFilter status =
                filter == null || filter.imageStatus() == null ? ImageStatusFilter.ACTIVE : filter.imageStatus();
        TagStatus tags = filter == null || filter.tagStatus() == null ? TagStatus.ANY : filter.tagStatus();
        boolean tagged = !image.tags().isEmpty();
        return (status == ImageStatusFilter.ANY
                        || status.toString().equals(image.status().toString()))
                && (tags == TagStatus.ANY || tagged == (tags == TagStatus.TAGGED));
    }

    @Override
    public BatchGetImageResponse batchGetImage(BatchGetImageRequest request) {
        FakeRepository in = repository(request.repositoryName(), request.registryId());
        List<Image> found = new ArrayList<>();
        List<ImageFailure> failures = new ArrayList<>();
        for (ImageIdentifier id : request.imageIds()) {
            in.find(id)
                    .filter(image -> image.status() == ImageStatus.ACTIVE)
                    .ifPresentOrElse(
                            image -> found.add(image.image(account.id(), request.repositoryName(), id)),
                            () -> failures.add(notFound(id)));
        }
        return BatchGetImageResponse.builder().images(found).failures(failures).build();
    }

    @Override
    public GetLifecyclePolicyResponse getLifecyclePolicy(GetLifecyclePolicyRequest request) {
        FakeRepository in = repository(request.repositoryName(), request.registryId());
        String policy = in.lifecyclePolicy();
        if (policy == null) {
            throw EcrErrors.noLifecyclePolicy(request.repositoryName(), account.id());
        }
        return GetLifecyclePolicyResponse.builder()
                .registryId(account.id())
                .repositoryName(request.repositoryName())
                .lifecyclePolicyText(policy)
                .build();
    }

    @Override
    public BatchDeleteImageResponse batchDeleteImage(BatchDeleteImageRequest request) {
        FakeRepository from = repository(request.repositoryName(), request.registryId());
        List<ImageIdentifier> deleted = new ArrayList<>();
        List<ImageFailure> failures = new ArrayList<>();
        for (ImageIdentifier id : request.imageIds()) {
            from.find(id)
                    .ifPresentOrElse(image -> deleted.add(delete(from, id, image)), () -> failures.add(notFound(id)));
        }
        return BatchDeleteImageResponse.builder()
                .imageIds(deleted)
                .failures(failures)
                .build();
    }

    private static ImageIdentifier delete(FakeRepository from, ImageIdentifier id, StoredImage image) {
        from.remove(id, image);
        return id.toBuilder().imageDigest(image.digest()).build();
    }

    private static ImageFailure notFound(ImageIdentifier id) {
        return ImageFailure.builder()
                .imageId(id)
                .failureCode(ImageFailureCode.IMAGE_NOT_FOUND)
                .failureReason("Requested image not found")
                .build();
    }

    private FakeRepository repository(String name, @Nullable String registryId) {
        String registry = requireNonNullElse(registryId, account.id());
        FakeRepository found = registry.equals(account.id()) ? repositories.get(name) : null;
        if (found == null) {
            throw EcrErrors.repositoryNotFound(name, registry);
        }
        return found;
    }

    private StoredImage image(FakeRepository in, String repository, ImageIdentifier id) {
        return in.find(id).orElseThrow(() -> EcrErrors.imageNotFound(id, repository, account.id()));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
