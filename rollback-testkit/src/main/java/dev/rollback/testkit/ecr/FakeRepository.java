package dev.rollback.testkit.ecr;

import dev.rollback.testkit.account.FakeAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.Repository;

/** The images of one repository, by digest, in the order of their first push. */
final class FakeRepository {
    private final String name;
    private final Repository description;
    private @Nullable String lifecyclePolicy;
    private final Map<String, StoredImage> images = new LinkedHashMap<>();

    FakeRepository(FakeAccount account, String name, ImageTagMutability mutability) {
        this.name = name;
        this.description = Repository.builder()
                .repositoryName(name)
                .registryId(account.id())
                .repositoryArn(account.arn("ecr", "repository/" + name))
                .repositoryUri(FakeEcr.host(account) + "/" + name)
                .createdAt(account.now())
                .imageTagMutability(mutability)
                .build();
    }

    Repository description() {
        return description;
    }

    @Nullable
    String lifecyclePolicy() {
        return lifecyclePolicy;
    }

    void lifecyclePolicy(String text) {
        lifecyclePolicy = text;
    }

    List<StoredImage> images() {
        return List.copyOf(images.values());
    }

    Optional<StoredImage> find(ImageIdentifier id) {
        return id.imageDigest() == null
                ? byTag(id.imageTag())
                : Optional.ofNullable(images.get(id.imageDigest()))
                        .filter(image -> id.imageTag() == null || image.tags().contains(id.imageTag()));
    }

    private Optional<StoredImage> byTag(String tag) {
        return images.values().stream()
                .filter(image -> image.tags().contains(tag))
                .findFirst();
    }

    StoredImage put(StoredImage image) {
        images.putIfAbsent(image.digest(), image);
        return image;
    }

    /** Lets the tag point to the image and to no other. */
    void tag(String tag, String digest) {
        if (byTag(tag).filter(image -> !image.digest().equals(digest)).isPresent() && immutable()) {
            throw EcrErrors.tagIsImmutable(tag, name);
        }
        images.replaceAll((key, image) -> key.equals(digest) ? image.tagged(tag) : image.untagged(tag));
    }

    private boolean immutable() {
        return description.imageTagMutability() == ImageTagMutability.IMMUTABLE;
    }

    /** Takes the tag away; an image that has lost its last tag goes with it, as does one named by digest. */
    void remove(ImageIdentifier id, StoredImage image) {
        StoredImage left = id.imageTag() == null ? image : image.untagged(id.imageTag());
        if (id.imageTag() == null || left.tags().isEmpty()) {
            images.remove(image.digest());
        } else {
            images.put(image.digest(), left);
        }
    }

    void archive(StoredImage image) {
        images.put(image.digest(), image.archived());
    }
}
