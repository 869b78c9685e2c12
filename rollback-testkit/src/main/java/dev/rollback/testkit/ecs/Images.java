package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.Digests;
import dev.rollback.testkit.ecr.FakeEcr;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerImage;

/**
 * What is inside the images: whether they can be pulled and how they behave once they run.
 *
 * <p>Behaviour is known by digest, so that a definition registered again with a pinned image behaves as the first one.
 * Images of other registries always exist; they get a digest made from their name.
 */
final class Images {
    /** How a container behaves, from the best to the worst. */
    enum Quality {
        GOOD,
        /** Runs and passes its health check, but users get errors. */
        UNHEALTHY,
        /** Exits soon after its start. */
        CRASHING
    }

    private final FakeEcr ecr;
    private final Map<String, Quality> byDigest = new TreeMap<>();
    private final Map<String, String> elsewhere = new TreeMap<>();

    Images(FakeEcr ecr) {
        this.ecr = ecr;
    }

    /** Makes sure that the image is there to be pulled, if it is of this account's registry. */
    void ensurePushed(String image) {
        if (ecr.hosts(image) && ecr.digestOf(image).isEmpty()) {
            int tag = image.lastIndexOf(':');
            ecr.push(image.substring(image.indexOf('/') + 1, tag), image.substring(tag + 1));
        }
    }

    /** Makes sure that the image is there and has this digest, whichever registry it is of. */
    void ensurePushed(String image, String digest) {
        if (ecr.hosts(image)) {
            int at = image.indexOf('@');
            int colon = image.lastIndexOf(':');
            ecr.push(repository(image), at >= 0 || colon < 0 ? "" : image.substring(colon + 1), digest);
        } else {
            elsewhere.put(image, digest);
        }
    }

    void mark(String image, Quality quality) {
        String digest = digestOf(image);
        if (digest != null) {
            byDigest.put(digest, quality);
        }
    }

    void remove(String image) {
        String digest = digestOf(image);
        if (digest != null && ecr.hosts(image)) {
            ecr.remove(repository(image), digest);
        }
    }

    /** Takes away what a deployment noted of an image at its start. */
    void remove(ContainerImage noted) {
        if (isOfTheAccount(noted) && noted.imageDigest() != null) {
            ecr.remove(repository(noted.image()), noted.imageDigest());
        }
    }

    boolean isOfTheAccount(ContainerImage image) {
        return ecr.hosts(image.image());
    }

    private static String repository(String image) {
        String path = image.substring(image.indexOf('/') + 1);
        int end = path.contains("@") ? path.indexOf('@') : path.lastIndexOf(':');
        return end < 0 ? path : path.substring(0, end);
    }

    /** What ECS does at the start of a deployment: it notes which content every image name means now. */
    List<ContainerImage> resolve(List<ContainerDefinition> containers) {
        return containers.stream()
                .map(container -> ContainerImage.builder()
                        .containerName(container.name())
                        .image(container.image())
                        .imageDigest(digestOf(container.image()))
                        .build())
                .toList();
    }

    private @Nullable String digestOf(String image) {
        if (ecr.hosts(image)) {
            return ecr.digestOf(image).orElse(null);
        }
        String known = elsewhere.get(image);
        if (known != null) {
            return known;
        }
        int at = image.indexOf('@');
        return at < 0 ? Digests.ofImage(image) : image.substring(at + 1);
    }

    /** The first image that cannot be pulled; null if all can. */
    @Nullable
    ContainerImage missing(List<ContainerImage> images) {
        return images.stream()
                .filter(image -> ecr.hosts(image.image()) && !ecr.canPull(pulled(image)))
                .findFirst()
                .orElse(null);
    }

    private static String pulled(ContainerImage image) {
        return image.imageDigest() == null
                ? image.image()
                : image.image().substring(0, image.image().indexOf('/') + 1)
                        + repository(image.image())
                        + "@"
                        + image.imageDigest();
    }

    /** The worst of the images decides. */
    Quality quality(List<ContainerImage> images) {
        return images.stream()
                .map(image -> byDigest.getOrDefault(String.valueOf(image.imageDigest()), Quality.GOOD))
                .max(Quality::compareTo)
                .orElse(Quality.GOOD);
    }
}
