package dev.rollback.aws.ecs;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/**
 * Keeps the images of a version: a tag of their own on each digest, so that nothing that deletes untagged images takes them. What a lifecycle policy will take all the same is
 * said. Only ECR of the service's own region is looked at. Sources: Amazon ECR user guide, "Retagging an image in Amazon ECR" and "Lifecycle policy evaluation rules".
 */
final class Pins {

    private static final int SHORT_DIGEST = 12;
    private static final int ALGORITHM = "sha256:".length();

    private final AwsScope scope;
    private final SdkService<EcrClient> ecr;

    Pins(AwsScope scope) {
        this.scope = scope;
        this.ecr = scope.service("ecr", EcrClient.class);
    }

    /** An image that a version ran. */
    private record Kept(ImageRef.Ecr home, String digest) {}

    private List<Kept> images(Version version) {
        Digests digests = Digests.of(version);
        return version.facts().entrySet().stream()
                .filter(fact -> fact.getKey().startsWith(Facts.IMAGE))
                .flatMap(fact -> kept(
                        ImageRef.parse(fact.getValue()),
                        digests.byContainer().get(fact.getKey().substring(Facts.IMAGE.length()))))
                .distinct()
                .toList();
    }

    private Stream<Kept> kept(ImageRef image, @Nullable String recorded) {
        String digest = recorded == null ? image.digest() : recorded;
        return digest == null
                ? Stream.empty()
                : image
                        .ecr()
                        .filter(home -> home.region().equals(scope.region()))
                        .map(home -> new Kept(home, digest))
                        .stream();
    }

    /** What the lifecycle policies of the repositories will delete of it. */
    List<Finding> perils(Version version, Look look) {
        List<Finding> perils = new ArrayList<>();
        for (Kept image : images(version)) {
            String repository = image.home().repository();
            perils.addAll(Looked.at(look, () -> rules(image, look))
                    .findings("IMAGE_LIFECYCLE", "the lifecycle policy of repository " + repository, rules -> rules));
        }
        return perils;
    }

    private List<Finding> rules(Kept image, Look look) {
        Optional<LifecyclePolicy> policy = policy(image.home(), look);
        if (policy.isEmpty()) {
            return List.of();
        }
        List<String> tags = detail(image, look).map(ImageDetail::imageTags).orElse(List.of());
        return policy.get().takes(tags).stream()
                .map(rule -> Finding.warning(
                        "IMAGE_EXPIRES",
                        "Rule " + rule + " of the lifecycle policy of repository "
                                + image.home().repository() + " may delete its image " + image.digest() + ".",
                        "Give it a tag that a rule of a better priority keeps, or change the policy."))
                .toList();
    }

    private Optional<LifecyclePolicy> policy(ImageRef.Ecr home, Look look) {
        try {
            return Optional.of(LifecyclePolicy.parse(about(home)
                    .read(
                            look,
                            "GetLifecyclePolicy",
                            client -> client.getLifecyclePolicy(
                                    b -> b.registryId(home.account()).repositoryName(home.repository())))
                    .lifecyclePolicyText()));
        } catch (TargetException e) {
            if (SdkErrors.hasCode(e, "LifecyclePolicyNotFoundException", "RepositoryNotFoundException")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<ImageDetail> detail(Kept image, Look look) {
        return about(image.home())
                .read(
                        look,
                        "DescribeImages",
                        client -> client.describeImages(
                                b -> b.registryId(image.home().account())
                                        .repositoryName(image.home().repository())
                                        .imageIds(byDigest(image))))
                .imageDetails()
                .stream()
                .findFirst();
    }

    private static ImageIdentifier byDigest(Kept image) {
        return ImageIdentifier.builder().imageDigest(image.digest()).build();
    }

    private SdkService<EcrClient> about(ImageRef.Ecr home) {
        return ecr.about("repository " + home.repository());
    }

    /** Tags each image after a checkpoint. */
    Action pinning(Version version, String checkpoint) {
        List<Kept> images = images(version);
        return new Action() {
            @Override
            public String describe() {
                return "tag " + images.size() + " images of " + version.title() + " as rollback-" + checkpoint;
            }

            @Override
            public Progress reconcile(Attempt attempt) {
                images.forEach(image -> tag(image, checkpoint, attempt));
                return Progress.done(
                        images.isEmpty() ? "it has no image that is known by digest in ECR here" : describe());
            }

            @Override
            public Assessment check(Look look) {
                Assessment.Builder assessment = Assessment.expecting(Duration.ofMinutes(1), Duration.ofMinutes(1))
                        .path(describe());
                images.forEach(image -> assessment
                        .reads("ecr:BatchGetImage", image.home().arn())
                        .writes("ecr:PutImage", image.home().arn()));
                return assessment.build();
            }
        };
    }

    private void tag(Kept image, String checkpoint, Attempt attempt) {
        String tag = "rollback-" + checkpoint + "-" + image.digest().substring(ALGORITHM, ALGORITHM + SHORT_DIGEST);
        Image stored = stored(image, attempt);
        try {
            about(image.home())
                    .write(
                            attempt,
                            "PutImage",
                            client -> client.putImage(
                                    b -> b.registryId(image.home().account())
                                            .repositoryName(image.home().repository())
                                            .imageManifest(stored.imageManifest())
                                            .imageManifestMediaType(stored.imageManifestMediaType())
                                            .imageTag(tag)));
        } catch (TargetException e) {
            if (!SdkErrors.hasCode(e, "ImageAlreadyExistsException")) {
                throw e;
            }
        }
    }

    private Image stored(Kept image, Look look) {
        return about(image.home())
                .read(
                        look,
                        "BatchGetImage",
                        client -> client.batchGetImage(
                                b -> b.registryId(image.home().account())
                                        .repositoryName(image.home().repository())
                                        .imageIds(byDigest(image))))
                .images()
                .stream()
                .filter(found -> Objects.nonNull(found.imageManifest()))
                .findFirst()
                .orElseThrow(() -> TargetException.missing(
                        "Repository " + image.home().repository() + " has no image " + image.digest()
                                + ": expected the one that is served. It was deleted, or is archived."));
    }
}
