package dev.rollback.testkit.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionUrlConfig;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

class FakeLambdaTest {
    private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:orders";

    private final LambdaFixture fixture = new LambdaFixture();
    private final FakeLambda lambda = fixture.lambda;

    private List<String> mappingsOf(String function) {
        return lambda.listEventSourceMappings(r -> r.functionName(function)).eventSourceMappings().stream()
                .map(EventSourceMappingConfiguration::functionArn)
                .toList();
    }

    @Test
    void versions_are_listed_from_the_unpublished_one_up() {
        fixture.withVersions(11);

        List<String> versions = lambda.listVersionsByFunction(r -> r.functionName("indexer")).versions().stream()
                .map(FunctionConfiguration::version)
                .toList();

        assertThat(versions).containsExactly("$LATEST", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    }

    @Test
    void lists_show_no_state() {
        fixture.withVersions(1);

        List<FunctionConfiguration> versions =
                lambda.listVersionsByFunction(r -> r.functionName("indexer")).versions();

        assertThat(versions).allSatisfy(version -> {
            assertThat(version.state()).isNull();
            assertThat(version.lastUpdateStatus()).isNull();
            assertThat(version.codeSha256()).isNotEmpty();
        });
    }

    @Test
    void a_page_holds_at_most_50_versions_and_the_paginator_walks_them_all() {
        String[] numbers =
                IntStream.rangeClosed(1, 120).mapToObj(Integer::toString).toArray(String[]::new);
        lambda.function("indexer").published(numbers);

        ListVersionsByFunctionResponse first =
                lambda.listVersionsByFunction(r -> r.functionName("indexer").maxItems(1_000));
        List<String> walked = new ArrayList<>();
        lambda.listVersionsByFunctionPaginator(r -> r.functionName("indexer"))
                .versions()
                .forEach(version -> walked.add(version.version()));

        assertThat(first.versions()).hasSize(50);
        assertThat(first.nextMarker()).isNotNull();
        assertThat(walked).hasSize(121).startsWith("$LATEST", "1").endsWith("120");
    }

    @Test
    void a_strange_marker_and_an_empty_page_are_refused() {
        fixture.withVersions(1);

        assertThatThrownBy(() -> lambda.listVersionsByFunction(
                        r -> r.functionName("indexer").marker("strange")))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> lambda.listVersionsByFunction(
                        r -> r.functionName("indexer").maxItems(0)))
                .isInstanceOf(LambdaException.class);
    }

    @Test
    void a_configuration_is_read_through_its_alias() {
        fixture.withVersions(2).withAlias("1");
        fixture.settle();

        FunctionConfiguration configuration = lambda.getFunction(
                        r -> r.functionName("indexer").qualifier("live"))
                .configuration();

        assertThat(configuration.version()).isEqualTo("1");
        assertThat(configuration.functionArn()).isEqualTo(LambdaFixture.ARN + ":live");
        assertThat(configuration.state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void a_function_is_found_by_every_form_of_its_name() {
        fixture.withVersions(1).withAlias("1");

        assertThat(List.of("indexer:1", LambdaFixture.ARN + ":1", "123456789012:function:indexer:live"))
                .allSatisfy(name -> assertThat(lambda.getFunctionConfiguration(r -> r.functionName(name))
                                .version())
                        .isEqualTo("1"));
    }

    @Test
    void an_unknown_function_version_or_alias_is_not_found() {
        fixture.withVersions(1);

        assertThatThrownBy(() -> lambda.getFunction(r -> r.functionName("nobody")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Function not found: arn:aws:lambda:eu-west-1:123456789012:function:nobody");
        assertThatThrownBy(
                        () -> lambda.getFunction(r -> r.functionName("indexer").qualifier("live")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(
                        () -> lambda.getFunction(r -> r.functionName("indexer").qualifier("99")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aliases_are_listed_by_name_and_by_version() {
        fixture.withVersions(2).withAlias("2");
        lambda.createAlias(r -> r.functionName("indexer").name("blue").functionVersion("1"));

        List<AliasConfiguration> all =
                lambda.listAliases(r -> r.functionName("indexer")).aliases();
        List<AliasConfiguration> first = lambda.listAliases(
                        r -> r.functionName("indexer").functionVersion("1"))
                .aliases();

        assertThat(all).extracting(AliasConfiguration::name).containsExactly("blue", "live");
        assertThat(first).extracting(AliasConfiguration::name).containsExactly("blue");
    }

    @Test
    void functions_are_listed_in_pages() {
        lambda.function("b");
        lambda.function("a");

        List<String> walked = new ArrayList<>();
        lambda.listFunctionsPaginator(r -> r.maxItems(1))
                .functions()
                .forEach(function -> walked.add(function.functionName()));

        assertThat(walked).containsExactly("a", "b");
    }

    @Test
    void event_sources_are_listed_for_exactly_what_they_invoke() {
        fixture.withVersions(1).withAlias("1");
        lambda.createEventSourceMapping(r -> r.functionName("indexer").eventSourceArn(QUEUE));
        lambda.createEventSourceMapping(r -> r.functionName("indexer:live").eventSourceArn(QUEUE));

        assertThat(mappingsOf("indexer")).containsExactly(LambdaFixture.ARN);
        assertThat(mappingsOf("indexer:live")).containsExactly(LambdaFixture.ARN + ":live");
        assertThat(lambda.listEventSourceMappings(r -> r.eventSourceArn(QUEUE)).eventSourceMappings())
                .hasSize(2)
                .allSatisfy(mapping -> assertThat(mapping.state()).isEqualTo("Enabled"));
    }

    @Test
    void event_sources_are_listed_in_pages_of_at_most_100() {
        LambdaFunctionScene scene = lambda.function("indexer");
        IntStream.range(0, 150).forEach(i -> scene.eventSource(QUEUE + i));

        List<String> walked = new ArrayList<>();
        lambda.listEventSourceMappingsPaginator(r -> r.maxItems(1_000))
                .eventSourceMappings()
                .forEach(mapping -> walked.add(mapping.uuid()));

        assertThat(lambda.listEventSourceMappings(r -> {}).eventSourceMappings())
                .hasSize(100);
        assertThat(walked).hasSize(150).doesNotHaveDuplicates();
    }

    @Test
    void an_event_source_of_an_unknown_function_is_refused() {
        assertThatThrownBy(() -> lambda.createEventSourceMapping(
                        r -> r.functionName("nobody").eventSourceArn(QUEUE)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void what_surrounds_a_function_is_read_apart_from_its_versions() {
        lambda.function("indexer")
                .tag("team", "search")
                .policy("{\"latest\":1}")
                .url()
                .alias("live")
                .deployed("1", Duration.ofDays(1))
                .policy("{\"live\":1}")
                .url();

        assertThat(lambda.listTags(r -> r.resource(LambdaFixture.ARN)).tags())
                .containsExactly(Map.entry("team", "search"));
        assertThat(lambda.getPolicy(r -> r.functionName("indexer")).policy()).isEqualTo("{\"latest\":1}");
        assertThat(lambda.getPolicy(r -> r.functionName("indexer").qualifier("live"))
                        .policy())
                .isEqualTo("{\"live\":1}");
        assertThat(lambda.listFunctionUrlConfigs(r -> r.functionName("indexer")).functionUrlConfigs())
                .extracting(FunctionUrlConfig::functionArn)
                .containsExactly(LambdaFixture.ARN, LambdaFixture.ARN + ":live");
    }

    @Test
    void a_function_without_a_policy_says_so() {
        lambda.function("indexer");

        assertThatThrownBy(() -> lambda.getPolicy(r -> r.functionName("indexer")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_malformed_name_of_a_scene_is_refused() {
        assertThatThrownBy(() -> lambda.function("a:b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The scene of a Lambda function was given a malformed name: expected 1 to 64 letters,"
                        + " digits, hyphens and underscores, got 'a:b'. Pass the bare name, not an ARN.");
    }

    @Test
    void without_a_trail_aliases_move_all_the_same() {
        FakeLambda quiet = new FakeLambda(fixture.account);

        LambdaAliasScene alias = quiet.function("indexer").alias("live").ran("1", Duration.ofDays(1));

        assertThat(alias.otherActorPoints("2").servingVersion()).isEqualTo("2");
    }

    @Test
    void equal_calls_give_equal_answers() {
        String first =
                new LambdaFixture().withVersions(2).withAlias("1").alias().revisionId();
        String second =
                new LambdaFixture().withVersions(2).withAlias("1").alias().revisionId();

        assertThat(first).isEqualTo(second);
    }
}
