package dev.rollback.aws.ecs;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** Asks the registry for images. Only ECR of the service's own region can be asked; what is kept elsewhere stays unverified. */
final class Images {

    /** Kept where it cannot be pulled from, or on its way back from there. */
    private static final List<String> NOT_PULLABLE = List.of("ARCHIVED", "ACTIVATING");

    private final AwsScope scope;
    private final SdkService<EcrClient> ecr;

    Images(AwsScope scope) {
        this.scope = scope;
        this.ecr = scope.service("ecr", EcrClient.class);
    }

    /** What the registry says of an image. */
    enum State {
        /** It can be pulled. */
        THERE,
        /** It was deleted, or its repository was. */
        GONE,
        /** It is kept where it cannot be pulled from until it is restored. */
        ARCHIVED,
        /** The registry could not be asked, or its answer is not understood. */
        UNVERIFIED
    }

    /**
     * What became of the image of a container.
     *
     * @param container the container's name
     * @param image the image, by digest where it was recorded
     * @param state what the registry says of it
     * @param why the reason, for people; empty if it is there
     */
    record Fate(String container, String image, State state, String why) {

        boolean isLost() {
            return state == State.GONE || state == State.ARCHIVED;
        }
    }

    /** What became of the images that a definition ran. */
    List<Fate> fates(Definition definition, Digests digests, Look look) {
        List<Fate> fates = new ArrayList<>();
        for (ContainerDefinition container : definition.containers()) {
            fates.add(fate(container, digests, look));
        }
        return fates;
    }

    private Fate fate(ContainerDefinition container, Digests digests, Look look) {
        ImageRef ref = ImageRef.parse(String.valueOf(container.image()));
        Optional<String> digest = digests.of(container);
        String image = digest.map(ref::pinned).orElse(String.valueOf(container.image()));
        Optional<ImageRef.Ecr> home = ref.ecr().filter(this::isReachable);
        if (home.isEmpty()) {
            return new Fate(container.name(), image, State.UNVERIFIED, "its registry cannot be asked");
        }
        ImageIdentifier id = digest.map(Images::byDigest).orElseGet(() -> byTag(ref.tagOrLatest()));
        try {
            return fate(container.name(), image, detail(home.get(), id, look));
        } catch (TargetException e) {
            if (Gaps.isLasting(e)) {
                return new Fate(container.name(), image, State.UNVERIFIED, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static Fate fate(String container, String image, Optional<ImageDetail> found) {
        if (found.isEmpty()) {
            return new Fate(container, image, State.GONE, "ECR does not have it");
        }
        String status = found.get().imageStatusAsString();
        if (status == null || status.equals("ACTIVE")) {
            return new Fate(container, image, State.THERE, "");
        }
        State state = NOT_PULLABLE.contains(status) ? State.ARCHIVED : State.UNVERIFIED;
        return new Fate(container, image, state, "ECR has it as " + status);
    }

    /**
     * Images that their definition names by a tag which means another image by now, or none: by container, the digest that was recorded. What
     * the registry does not say has not moved.
     */
    SortedMap<String, String> moved(Definition definition, Digests digests, Look look) {
        SortedMap<String, String> moved = new TreeMap<>();
        for (ContainerDefinition container : definition.containers()) {
            ImageRef ref = ImageRef.parse(String.valueOf(container.image()));
            String recorded = digests.byContainer().get(container.name());
            if (recorded != null && ref.isMovable() && hasMoved(ref, recorded, look)) {
                moved.put(container.name(), recorded);
            }
        }
        return moved;
    }

    private boolean hasMoved(ImageRef ref, String recorded, Look look) {
        Optional<ImageRef.Ecr> home = ref.ecr().filter(this::isReachable);
        return home.isPresent()
                && Gaps.seen(() -> detail(home.get(), byTag(ref.tagOrLatest()), look))
                        .map(found -> !found.map(ImageDetail::imageDigest).equals(Optional.of(recorded)))
                        .orElse(false);
    }

    /** The digest of an image that is named by tag or digest; empty if the repository has no such image or cannot be asked. */
    Optional<String> digest(ImageRef repository, String tagOrDigest, Look look) {
        ImageIdentifier id = ImageRef.isDigest(tagOrDigest) ? byDigest(tagOrDigest) : byTag(tagOrDigest);
        return repository
                .ecr()
                .filter(this::isReachable)
                .flatMap(home -> detail(home, id, look))
                .map(ImageDetail::imageDigest);
    }

    private boolean isReachable(ImageRef.Ecr home) {
        return home.region().equals(scope.region());
    }

    private static ImageIdentifier byDigest(String digest) {
        return ImageIdentifier.builder().imageDigest(digest).build();
    }

    private static ImageIdentifier byTag(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }

    private Optional<ImageDetail> detail(ImageRef.Ecr home, ImageIdentifier id, Look look) {
        try {
            return ecr
                    .about("repository " + home.repository())
                    .read(
                            look,
                            "DescribeImages",
                            client -> client.describeImages(b -> b.registryId(home.account())
                                    .repositoryName(home.repository())
                                    .imageIds(id)))
                    .imageDetails()
                    .stream()
                    .findFirst();
        } catch (TargetException e) {
            if (SdkErrors.hasCode(e, "ImageNotFoundException", "RepositoryNotFoundException")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
