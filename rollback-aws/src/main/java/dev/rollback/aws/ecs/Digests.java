package dev.rollback.aws.ecs;

import dev.rollback.target.Version;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerImage;

/**
 * Which image each container ran, by digest, as far as the service recorded it. Immutable.
 *
 * @param byContainer digests by the container's name
 */
record Digests(SortedMap<String, String> byContainer) {

    private static final Digests NONE = new Digests(new TreeMap<>());

    Digests {
        byContainer = Collections.unmodifiableSortedMap(new TreeMap<>(byContainer));
    }

    static Digests none() {
        return NONE;
    }

    /** What a service revision recorded. */
    static Digests recorded(List<ContainerImage> images) {
        SortedMap<String, String> digests = new TreeMap<>();
        for (ContainerImage image : images) {
            if (image.containerName() != null && image.imageDigest() != null) {
                digests.put(image.containerName(), image.imageDigest());
            }
        }
        return new Digests(digests);
    }

    /** What a version carries in its facts. */
    static Digests of(Version version) {
        SortedMap<String, String> digests = new TreeMap<>();
        version.facts().forEach((key, value) -> {
            if (key.startsWith(Facts.DIGEST)) {
                digests.put(key.substring(Facts.DIGEST.length()), value);
            }
        });
        return new Digests(digests);
    }

    /** The digest of a container: recorded, else as its definition says. */
    Optional<String> of(ContainerDefinition container) {
        String recorded = byContainer.get(container.name());
        return recorded == null
                ? Optional.ofNullable(ImageRef.parse(container.image()).digest())
                : Optional.of(recorded);
    }

    Digests with(String container, String digest) {
        SortedMap<String, String> more = new TreeMap<>(byContainer);
        more.put(container, digest);
        return new Digests(more);
    }

    boolean isEmpty() {
        return byContainer.isEmpty();
    }
}
