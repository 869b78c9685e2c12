package dev.rollback.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

class CanonicalTest {

    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private static Definition definition(int revision, ContainerDefinition container) {
        return new Definition(
                TaskDefinition.builder()
                        .taskDefinitionArn("arn:aws:ecs:eu-west-1:1:task-definition/api:" + revision)
                        .revision(revision)
                        .containerDefinitions(container)
                        .build(),
                List.of());
    }

    private static ContainerDefinition container(String image) {
        return ContainerDefinition.builder().name("app").image(image).build();
    }

    @Test
    void the_order_of_structures_means_nothing() {
        var one = container("x").toBuilder()
                .environment(pair("A", "1"), pair("B", "2"))
                .build();
        var other = container("x").toBuilder()
                .environment(pair("B", "2"), pair("A", "1"))
                .build();

        assertThat(Canonical.text(one)).isEqualTo(Canonical.text(other));
    }

    @Test
    void the_order_of_words_means_something() {
        var one = container("x").toBuilder().command("a", "b").build();
        var other = container("x").toBuilder().command("b", "a").build();

        assertThat(Canonical.text(one)).isNotEqualTo(Canonical.text(other));
    }

    @Test
    void defaults_that_the_service_fills_in_mean_nothing() {
        var written = container("x");
        var described = written.toBuilder()
                .cpu(0)
                .privileged(false)
                .mountPoints(List.of())
                .build();

        assertThat(Canonical.text(written)).isEqualTo(Canonical.text(described));
    }

    @Test
    void a_pinned_copy_has_the_content_of_what_it_was_copied_from() {
        Digests recorded = new Digests(new TreeMap<>(java.util.Map.of("app", DIGEST)));
        Definition original = definition(41, container("registry/api:v1"));
        Definition copy =
                definition(43, original.copy(recorded).containerDefinitions().get(0));

        assertThat(copy.containers().get(0).image()).isEqualTo("registry/api@" + DIGEST);
        assertThat(copy.content(Digests.none())).isEqualTo(original.content(recorded));
        assertThat(copy.content(Digests.none())).isNotEqualTo(original.content(Digests.none()));
    }

    @Test
    void an_image_reference_is_taken_apart() {
        ImageRef ref = ImageRef.parse("localhost:5000/team/api:v1@" + DIGEST);

        assertThat(ref).isEqualTo(new ImageRef("localhost:5000/team/api", "v1", DIGEST));
        assertThat(ref.isMovable()).isFalse();
        assertThat(ImageRef.parse("api").tagOrLatest()).isEqualTo("latest");
        assertThat(ImageRef.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1")
                        .ecr())
                .contains(new ImageRef.Ecr("123456789012", "eu-west-1", "team/api"));
    }
}
