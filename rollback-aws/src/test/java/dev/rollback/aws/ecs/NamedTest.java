package dev.rollback.aws.ecs;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.VersionSelector;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import dev.rollback.testkit.ecs.FakeEcsService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

class NamedTest {

    private final Drive drive = new Drive();
    private final FakeEcsService service = drive.world.ecs().service("prod", "checkout");

    @BeforeEach
    void good_then_bad() {
        service.ran("41", ofDays(30)).deployed("42", ofMinutes(40)).unhealthy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"41", "checkout:41", "arn:aws:ecs:eu-west-1:123456789012:task-definition/checkout:41"})
    void a_definition_is_named_by_number_name_or_arn(String id) {
        Version version = drive.version(id);

        assertThat(version.id()).endsWith("task-definition/checkout:41");
        assertThat(version.standing()).isEqualTo(Standing.PROVEN);
        assertThat(version.tenure().served()).isPresent();
    }

    @Test
    void a_version_is_named_by_its_service_revision() {
        Version known = drive.history().get(1);

        Version version = drive.version(known.facts().getOrDefault(Facts.REVISION, ""));

        assertThat(version).isEqualTo(known);
    }

    @Test
    void a_definition_that_never_served_is_unproven() {
        service.otherActorDeploys("40");
        drive.world.clock().advance(ofMinutes(90));
        service.withoutHistory();

        Version version = drive.version("42");

        assertThat(version.standing()).isEqualTo(Standing.UNPROVEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "checkout:7", "nonsense", "checkout", "checkout:x", "image:none", "image:app=none"})
    void what_is_not_there_is_no_version(String id) {
        assertThat(drive.target().version(id, drive)).isEmpty();
    }

    @Test
    void an_image_is_named_by_tag_and_pinned_by_digest() {
        String digest = drive.world.ecr().push("checkout", "hotfix");

        Version version = drive.version("image:hotfix");

        assertThat(version.id()).isEqualTo("image:" + digest);
        assertThat(version.label()).isEqualTo("hotfix");
        assertThat(drive.version(version.id()).content()).isEqualTo(version.content());
        assertThat(drive.version("image:app=hotfix").content()).isEqualTo(version.content());
    }

    @Test
    void a_tag_that_several_repositories_have_needs_the_container() {
        Drive other = new Drive();
        String registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/";
        other.world.ecr().push("app", "v1");
        other.world.ecr().push("proxy", "v1");
        other.world
                .ecs()
                .service("prod", "checkout")
                .definition(
                        "42",
                        d -> d.containerDefinitions(
                                ContainerDefinition.builder()
                                        .name("app")
                                        .image(registry + "app:v1")
                                        .build(),
                                ContainerDefinition.builder()
                                        .name("proxy")
                                        .image(registry + "proxy:v1")
                                        .build()))
                .ran("42", ofDays(3));

        assertThatThrownBy(() -> other.version("image:v1"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("several repositories")
                .hasMessageContaining("toImage(container, tagOrDigest)");
        assertThat(other.version("image:proxy=v1").id()).startsWith("image:proxy=sha256:");
    }

    @Test
    void images_are_selected_in_a_plan() {
        assertThat(EcsService.toImage("v1.2.2")).isEqualTo(VersionSelector.exactly("image:v1.2.2"));
        assertThat(EcsService.toImage("app", "v1")).isEqualTo(VersionSelector.exactly("image:app=v1"));
        assertThatThrownBy(() -> EcsService.toImage("no tag"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"no tag\" names no image")
                .hasMessageContaining("expected a tag");
    }
}
