package dev.rollback.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** What the Lambda target takes for granted of Lambda. */
interface LambdaContract {

    /** Names of different tests differ, so that an emulator need not be emptied. */
    AtomicInteger NAMES = new AtomicInteger();

    Subject subject();

    /** The ARN of a role that functions may have. */
    String role();

    private LambdaClient lambda() {
        return subject().client(LambdaClient.class);
    }

    private static SdkBytes code(String answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("app.py"));
            zip.write(("def handler(event, context):\n    return '" + answer + "'\n").getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SdkBytes.fromByteArray(bytes.toByteArray());
    }

    /** A function with versions 1 and 2, and the alias live on 1. */
    private String function() {
        String name = "function-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
        lambda().createFunction(request -> request.functionName(name)
                .role(role())
                .runtime(Runtime.PYTHON3_12)
                .handler("app.handler")
                .code(code -> code.zipFile(code("one"))));
        lambda().publishVersion(request -> request.functionName(name));
        lambda().updateFunctionCode(request -> request.functionName(name).zipFile(code("two")));
        lambda().publishVersion(request -> request.functionName(name));
        lambda().createAlias(request -> request.functionName(name).name("live").functionVersion("1"));
        return name;
    }

    private GetAliasResponse alias(String function) {
        return lambda().getAlias(request -> request.functionName(function).name("live"));
    }

    private void weigh(String function, Map<String, Double> weights) {
        lambda().updateAlias(request -> request.functionName(function)
                .name("live")
                .routingConfig(routing -> routing.additionalVersionWeights(weights)));
    }

    @Test
    default void shows_an_alias_without_weights_as_having_no_routing() {
        String function = function();

        GetAliasResponse alias = alias(function);

        assertThat(alias.functionVersion()).isEqualTo("1");
        assertThat(alias.aliasArn()).endsWith(":function:" + function + ":live");
        assertThat(alias.routingConfig() == null
                        || alias.routingConfig().additionalVersionWeights().isEmpty())
                .isTrue();
    }

    @Test
    default void refuses_an_unknown_function_and_an_unknown_alias() {
        String function = function();

        assertThatThrownBy(() -> alias("no-such-function")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> lambda().getAlias(
                                request -> request.functionName(function).name("nobody")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> lambda().updateAlias(request ->
                        request.functionName(function).name("nobody").functionVersion("1")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    default void keeps_weights_that_an_update_does_not_speak_of_and_clears_them_by_an_empty_map() {
        String function = function();
        weigh(function, Map.of("2", 0.25));

        lambda().updateAlias(
                        request -> request.functionName(function).name("live").description("touched"));
        GetAliasResponse kept = alias(function);
        weigh(function, Map.of());
        GetAliasResponse cleared = alias(function);

        assertThat(kept.routingConfig().additionalVersionWeights()).containsEntry("2", 0.25);
        assertThat(cleared.routingConfig() == null
                        || cleared.routingConfig().additionalVersionWeights().isEmpty())
                .isTrue();
    }

    @Test
    default void moves_an_alias_under_the_revision_id_that_was_read() throws Exception {
        String function = function();
        String revision = alias(function).revisionId();

        lambda().updateAlias(request -> request.functionName(function)
                .name("live")
                .functionVersion("2")
                .routingConfig(routing -> routing.additionalVersionWeights(Map.of()))
                .revisionId(revision));

        assertThat(alias(function).functionVersion()).isEqualTo("2");
        subject()
                .keepsUnless(
                        Deviation.REVISION_CHANGES,
                        () -> assertThat(alias(function).revisionId()).isNotEqualTo(revision));
        subject()
                .keepsUnless(
                        Deviation.STALE_REVISION,
                        () -> assertThatThrownBy(() -> lambda().updateAlias(request -> request.functionName(function)
                                        .name("live")
                                        .functionVersion("1")
                                        .revisionId("00000000-0000-0000-0000-000000000000")))
                                .isInstanceOf(PreconditionFailedException.class));
    }

    @Test
    default void refuses_to_point_an_alias_to_an_unknown_version() throws Exception {
        String function = function();

        subject()
                .keepsUnless(
                        Deviation.UNKNOWN_VERSION,
                        () -> assertThatThrownBy(() -> lambda().updateAlias(request -> request.functionName(function)
                                        .name("live")
                                        .functionVersion("99")))
                                .isInstanceOf(ResourceNotFoundException.class));
    }

    @Test
    default void refuses_a_weight_on_the_version_that_the_alias_points_to() throws Exception {
        String function = function();

        subject()
                .keepsUnless(
                        Deviation.WEIGHT_ON_ITSELF,
                        () -> assertThatThrownBy(() -> weigh(function, Map.of("1", 0.5)))
                                .isInstanceOf(InvalidParameterValueException.class));
    }

    @Test
    default void publishes_no_new_version_when_nothing_has_changed() throws Exception {
        String function = function();

        subject()
                .keepsUnless(
                        Deviation.UNCHANGED_PUBLISH,
                        () -> assertThat(lambda().publishVersion(request -> request.functionName(function))
                                        .version())
                                .isEqualTo("2"));
    }

    @Test
    default void tells_versions_apart_by_the_digest_of_their_code() {
        String function = function();

        FunctionConfiguration one = configuration(function, "1");
        FunctionConfiguration two = configuration(function, "2");

        assertThat(one.codeSha256()).isNotEqualTo(two.codeSha256());
    }

    private FunctionConfiguration configuration(String function, String version) {
        return lambda().listVersionsByFunction(request -> request.functionName(function)).versions().stream()
                .filter(each -> each.version().equals(version))
                .findFirst()
                .orElseThrow();
    }

    @Test
    default void lists_all_versions_in_pages() throws Exception {
        String function = function();

        List<String> all =
                lambda().listVersionsByFunction(request -> request.functionName(function)).versions().stream()
                        .map(FunctionConfiguration::version)
                        .toList();

        assertThat(all).containsExactlyInAnyOrder("$LATEST", "1", "2");
        subject().keepsUnless(Deviation.VERSION_PAGES, () -> {
            var page = lambda().listVersionsByFunction(
                            request -> request.functionName(function).maxItems(1));
            assertThat(page.versions()).hasSize(1);
            assertThat(page.nextMarker()).isNotNull();
        });
    }

    @Test
    default void refuses_the_configuration_of_an_unknown_version() {
        String function = function();

        assertThatThrownBy(() -> lambda().getFunctionConfiguration(
                                request -> request.functionName(function).qualifier("99")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    default void says_that_an_alias_has_no_provisioned_concurrency() throws Exception {
        String function = function();

        subject()
                .keepsUnless(
                        Deviation.NO_PROVISIONED_CONCURRENCY,
                        () -> assertThatThrownBy(() -> lambda().getProvisionedConcurrencyConfig(request ->
                                        request.functionName(function).qualifier("live")))
                                .isInstanceOf(ProvisionedConcurrencyConfigNotFoundException.class));
    }

    @Test
    default void refuses_to_delete_a_version_that_an_alias_points_to() throws Exception {
        String function = function();

        subject()
                .keepsUnless(
                        Deviation.DELETED_VERSION_IN_USE,
                        () -> assertThatThrownBy(() -> lambda().deleteFunction(request ->
                                        request.functionName(function).qualifier("1")))
                                .isInstanceOf(ResourceConflictException.class));
    }
}
