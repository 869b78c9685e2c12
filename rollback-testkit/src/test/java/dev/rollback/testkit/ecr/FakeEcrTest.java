package dev.rollback.testkit.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageDigestDoesNotMatchException;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.TagStatus;

class FakeEcrTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    private final FakeEcr ecr = new FakeEcr(new FakeAccount(InstantSource.fixed(NOON), "eu-west-1", "123456789012"));

    private static ImageIdentifier digest(String digest) {
        return ImageIdentifier.builder().imageDigest(digest).build();
    }

    private static ImageIdentifier tag(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }

    private ImageDetail describe(String repository, String digest) {
        return ecr.describeImages(r -> r.repositoryName(repository).imageIds(digest(digest)))
                .imageDetails()
                .get(0);
    }

    @Test
    void an_image_is_described_by_its_digest() {
        String digest = ecr.push("checkout", "41");

        ImageDetail image = describe("checkout", digest);

        assertThat(image.imageTags()).containsExactly("41");
        assertThat(image.imagePushedAt()).isEqualTo(NOON);
        assertThat(image.imageStatus()).isEqualTo(ImageStatus.ACTIVE);
        assertThat(image.registryId()).isEqualTo("123456789012");
    }

    @Test
    void an_image_is_described_by_its_tag() {
        String digest = ecr.push("checkout", "41");

        DescribeImagesResponse found =
                ecr.describeImages(r -> r.repositoryName("checkout").imageIds(tag("41")));

        assertThat(found.imageDetails()).extracting(ImageDetail::imageDigest).containsExactly(digest);
    }

    @Test
    void an_image_that_was_removed_is_not_found() {
        String digest = ecr.push("checkout", "41");
        ecr.remove("checkout", digest);

        assertThatThrownBy(() -> describe("checkout", digest))
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining(digest);
    }

    @Test
    void an_unknown_repository_is_not_found() {
        assertThatThrownBy(() -> describe("checkout", "sha256:00"))
                .isInstanceOf(RepositoryNotFoundException.class)
                .hasMessageContaining("'checkout' does not exist in the registry with id '123456789012'");
    }

    @Test
    void another_account_s_registry_is_not_here() {
        ecr.push("checkout", "41");

        assertThatThrownBy(() ->
                        ecr.describeImages(r -> r.registryId("210987654321").repositoryName("checkout")))
                .isInstanceOf(RepositoryNotFoundException.class);
    }

    @Test
    void a_page_size_with_image_ids_is_refused() {
        String digest = ecr.push("checkout", "41");

        assertThatThrownBy(() -> ecr.describeImages(
                        r -> r.repositoryName("checkout").maxResults(5).imageIds(digest(digest))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void all_images_are_listed_in_pages() {
        ecr.push("checkout", "40");
        ecr.push("checkout", "41");
        ecr.push("checkout", "42");

        var sizes = ecr
                .describeImagesPaginator(r -> r.repositoryName("checkout").maxResults(2))
                .stream()
                .map(page -> page.imageDetails().size())
                .toList();

        assertThat(sizes).containsExactly(2, 1);
    }

    @Test
    void a_tag_that_moves_leaves_the_old_image_untagged() {
        String old = ecr.push("checkout", "latest");

        String moved = ecr.push("checkout", "latest");

        assertThat(describe("checkout", old).imageTags()).isEmpty();
        assertThat(ecr.digestOf(HOST + "/checkout:latest")).hasValue(moved);
        assertThat(ecr.describeImages(r -> r.repositoryName("checkout").filter(f -> f.tagStatus(TagStatus.UNTAGGED)))
                        .imageDetails())
                .extracting(ImageDetail::imageDigest)
                .containsExactly(old);
    }

    @Test
    void a_tag_is_moved_back_by_hand() {
        String old = ecr.push("checkout", "latest");
        ecr.push("checkout", "latest");

        ecr.moveTag("checkout", "latest", old);

        assertThat(ecr.digestOf(HOST + "/checkout:latest")).hasValue(old);
    }

    @Test
    void an_archived_image_is_described_but_not_pulled() {
        String digest = ecr.push("checkout", "41");
        ecr.archive("checkout", "41");

        assertThat(describe("checkout", digest).imageStatus()).isEqualTo(ImageStatus.ARCHIVED);
        assertThat(ecr.canPull(HOST + "/checkout:41")).isFalse();
        assertThat(ecr.describeImages(r -> r.repositoryName("checkout")).imageDetails())
                .isEmpty();
        assertThat(ecr.describeImages(
                                r -> r.repositoryName("checkout").filter(f -> f.imageStatus(ImageStatusFilter.ANY)))
                        .imageDetails())
                .hasSize(1);
    }

    @Test
    void an_image_name_is_resolved_by_digest_before_tag() {
        String old = ecr.push("team/checkout", "41");
        String other = ecr.push("team/checkout", "42");

        assertThat(ecr.digestOf(HOST + "/team/checkout:42@" + old)).hasValue(old);
        assertThat(ecr.digestOf(ecr.uri("team/checkout") + ":42")).hasValue(other);
        assertThat(ecr.digestOf(ecr.uri("team/checkout"))).isEmpty();
    }

    @Test
    void other_registries_are_not_hosted() {
        ecr.push("checkout", "41");

        assertThat(ecr.hosts(HOST + "/checkout:41")).isTrue();
        assertThat(ecr.hosts("nginx:1.27")).isFalse();
        assertThat(ecr.digestOf("public.ecr.aws/checkout:41")).isEmpty();
    }

    @Test
    void a_scene_can_be_built_with_the_sdk_alone() {
        String uri = ecr.createRepository(r -> r.repositoryName("checkout"))
                .repository()
                .repositoryUri();
        String digest = ecr.putImage(
                        r -> r.repositoryName("checkout").imageTag("41").imageManifest("{\"layers\":[]}"))
                .image()
                .imageId()
                .imageDigest();

        assertThat(uri).isEqualTo(HOST + "/checkout");
        assertThat(ecr.digestOf(uri + ":41")).hasValue(digest);
    }

    @Test
    void a_repository_is_created_once() {
        ecr.createRepository(r -> r.repositoryName("checkout"));

        assertThatThrownBy(() -> ecr.createRepository(r -> r.repositoryName("checkout")))
                .isInstanceOf(RepositoryAlreadyExistsException.class);
    }

    @Test
    void the_same_image_under_the_same_tag_is_put_once() {
        ecr.createRepository(r -> r.repositoryName("checkout"));
        ecr.putImage(r -> r.repositoryName("checkout").imageTag("41").imageManifest("{}"));

        assertThatThrownBy(() -> ecr.putImage(
                        r -> r.repositoryName("checkout").imageTag("41").imageManifest("{}")))
                .isInstanceOf(ImageAlreadyExistsException.class);
    }

    @Test
    void a_digest_that_is_not_the_manifest_s_is_refused() {
        ecr.createRepository(r -> r.repositoryName("checkout"));

        assertThatThrownBy(() -> ecr.putImage(
                        r -> r.repositoryName("checkout").imageManifest("{}").imageDigest("sha256:00")))
                .isInstanceOf(ImageDigestDoesNotMatchException.class);
    }

    @Test
    void an_immutable_tag_does_not_move() {
        ecr.createRepository(r -> r.repositoryName("checkout").imageTagMutability(ImageTagMutability.IMMUTABLE));
        ecr.push("checkout", "41");

        assertThatThrownBy(() -> ecr.push("checkout", "41")).isInstanceOf(ImageTagAlreadyExistsException.class);
    }

    @Test
    void a_batch_tells_found_from_missing() {
        String digest = ecr.push("checkout", "41");

        var batch = ecr.batchGetImage(r -> r.repositoryName("checkout").imageIds(digest(digest), tag("42")));

        assertThat(batch.images()).hasSize(1);
        assertThat(batch.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.failureCode()).isEqualTo(ImageFailureCode.IMAGE_NOT_FOUND));
    }

    @Test
    void deleting_the_last_tag_deletes_the_image() {
        String digest = ecr.push("checkout", "41");

        var deleted = ecr.batchDeleteImage(r -> r.repositoryName("checkout").imageIds(tag("41"), tag("40")));

        assertThat(deleted.imageIds()).hasSize(1);
        assertThat(deleted.failures()).hasSize(1);
        assertThat(ecr.canPull(HOST + "/checkout@" + digest)).isFalse();
    }
}
