package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.DEFINITION;
import static dev.rollback.testkit.ecs.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

class TaskDefinitionCallsTest {
    private final Scene scene = new Scene();

    @BeforeEach
    void register_three_revisions() {
        for (int i = 0; i < 3; i++) {
            register("checkout");
        }
    }

    private static RegisterTaskDefinitionRequest request(String family) {
        return RegisterTaskDefinitionRequest.builder()
                .family(family)
                .containerDefinitions(
                        ContainerDefinition.builder().name("app").image("nginx").build())
                .tags(Tag.builder().key("release").value("v1").build())
                .build();
    }

    private int register(String family) {
        return scene.ecs
                .registerTaskDefinition(request(family))
                .taskDefinition()
                .revision();
    }

    private void deregister(int revision) {
        scene.ecs.deregisterTaskDefinition(r -> r.taskDefinition("checkout:" + revision));
    }

    private List<String> list(ListTaskDefinitionsRequest.Builder request) {
        return scene.ecs.listTaskDefinitions(request.build()).taskDefinitionArns();
    }

    @Test
    void revisions_are_counted_by_family_and_never_reused() {
        deregister(3);

        assertThat(register("checkout")).isEqualTo(4);
        assertThat(register("search")).isEqualTo(1);
    }

    @Test
    void a_definition_is_described_as_it_was_registered() {
        DescribeTaskDefinitionResponse found =
                scene.ecs.describeTaskDefinition(r -> r.taskDefinition(DEFINITION + "2"));

        assertThat(found.taskDefinition().taskDefinitionArn()).isEqualTo(DEFINITION + "2");
        assertThat(found.taskDefinition().status()).isEqualTo(TaskDefinitionStatus.ACTIVE);
        assertThat(found.taskDefinition().containerDefinitions())
                .isEqualTo(request("checkout").containerDefinitions());
        assertThat(found.taskDefinition().registeredAt()).isEqualTo(NOON);
    }

    @Test
    void tags_come_only_when_asked_for() {
        DescribeTaskDefinitionResponse plain = scene.ecs.describeTaskDefinition(r -> r.taskDefinition("checkout:2"));
        DescribeTaskDefinitionResponse tagged = scene.ecs.describeTaskDefinition(
                r -> r.taskDefinition("checkout:2").include(TaskDefinitionField.TAGS));

        assertThat(plain.hasTags()).isFalse();
        assertThat(tagged.tags()).extracting(Tag::value).containsExactly("v1");
    }

    @Test
    void a_bare_family_means_its_newest_active_revision() {
        deregister(3);

        assertThat(scene.ecs
                        .describeTaskDefinition(r -> r.taskDefinition("checkout"))
                        .taskDefinition()
                        .revision())
                .isEqualTo(2);
    }

    @Test
    void an_inactive_definition_can_still_be_described() {
        deregister(2);

        var found = scene.ecs
                .describeTaskDefinition(r -> r.taskDefinition("checkout:2"))
                .taskDefinition();

        assertThat(found.status()).isEqualTo(TaskDefinitionStatus.INACTIVE);
        assertThat(found.deregisteredAt()).isEqualTo(NOON);
    }

    @Test
    void an_unknown_definition_is_a_client_exception() {
        assertThatThrownBy(() -> scene.ecs.describeTaskDefinition(r -> r.taskDefinition("checkout:9")))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("Unable to describe task definition.");
        assertThatThrownBy(() -> scene.ecs.describeTaskDefinition(r -> r.taskDefinition("search:latest")))
                .isInstanceOf(ClientException.class);
    }

    @Test
    void active_definitions_are_listed_in_order_or_backwards() {
        deregister(2);
        register("checkout-jobs");

        assertThat(list(ListTaskDefinitionsRequest.builder().familyPrefix("checkout")))
                .containsExactly(DEFINITION + "1", DEFINITION + "3");
        assertThat(list(ListTaskDefinitionsRequest.builder()
                        .familyPrefix("checkout")
                        .sort("DESC")))
                .containsExactly(DEFINITION + "3", DEFINITION + "1");
        assertThat(list(ListTaskDefinitionsRequest.builder().status("INACTIVE")))
                .containsExactly(DEFINITION + "2");
        assertThat(list(ListTaskDefinitionsRequest.builder())).hasSize(3);
    }

    @Test
    void definitions_are_listed_in_pages() {
        var sizes = scene.ecs.listTaskDefinitionsPaginator(r -> r.maxResults(2)).stream()
                .map(page -> page.taskDefinitionArns().size())
                .toList();

        assertThat(sizes).containsExactly(2, 1);
    }

    @Test
    void page_sizes_and_tokens_are_checked() {
        assertThatThrownBy(() -> list(ListTaskDefinitionsRequest.builder().maxResults(101)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> list(ListTaskDefinitionsRequest.builder().nextToken("made up")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void deregistering_needs_a_revision() {
        assertThatThrownBy(() -> scene.ecs.deregisterTaskDefinition(r -> r.taskDefinition("checkout")))
                .isInstanceOf(ClientException.class);
    }

    @Test
    void a_definition_needs_a_family_a_container_and_tags_of_its_own() {
        assertThatThrownBy(() -> scene.ecs.registerTaskDefinition(
                        request("checkout").toBuilder().family("").build()))
                .isInstanceOf(ClientException.class);
        assertThatThrownBy(() -> scene.ecs.registerTaskDefinition(r -> r.family("checkout")))
                .isInstanceOf(ClientException.class);
        assertThatThrownBy(() -> scene.ecs.registerTaskDefinition(request("checkout").toBuilder()
                        .tags(Tag.builder().key("aws:stack").value("x").build())
                        .build()))
                .isInstanceOf(InvalidParameterException.class);
    }
}
