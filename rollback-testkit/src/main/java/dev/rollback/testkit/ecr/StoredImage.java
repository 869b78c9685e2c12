package dev.rollback.testkit.ecr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageStatus;

/** An image of a repository: its content never changes, its tags and its storage class do. */
record StoredImage(String digest, String manifest, Instant pushedAt, List<String> tags, ImageStatus status) {
    static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

    StoredImage {
        tags = List.copyOf(tags);
    }

    static StoredImage pushed(String digest, String manifest, Instant at) {
        return new StoredImage(digest, manifest, at, List.of(), ImageStatus.ACTIVE);
    }

    StoredImage tagged(String tag) {
        List<String> more = new ArrayList<>(untagged(tag).tags);
        more.add(tag);
        return new StoredImage(digest, manifest, pushedAt, more, status);
    }

    StoredImage untagged(String tag) {
        return new StoredImage(
                digest,
                manifest,
                pushedAt,
                tags.stream().filter(other -> !other.equals(tag)).toList(),
                status);
    }

    StoredImage archived() {
        return new StoredImage(digest, manifest, pushedAt, tags, ImageStatus.ARCHIVED);
    }

    ImageDetail detail(String registryId, String repository) {
        return ImageDetail.builder()
                .registryId(registryId)
                .repositoryName(repository)
                .imageDigest(digest)
                .imageTags(tags.isEmpty() ? null : tags)
                .imagePushedAt(pushedAt)
                .imageSizeInBytes((long) manifest.length())
                .imageManifestMediaType(MEDIA_TYPE)
                .imageStatus(status)
                .build();
    }

    Image image(String registryId, String repository, ImageIdentifier asked) {
        return Image.builder()
                .registryId(registryId)
                .repositoryName(repository)
                .imageId(asked.toBuilder().imageDigest(digest).build())
                .imageManifest(manifest)
                .imageManifestMediaType(MEDIA_TYPE)
                .build();
    }
}
