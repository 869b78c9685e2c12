package dev.rollback.aws.lambda;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Listing;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Attempt;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigResponse;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsResponse;
import software.amazon.awssdk.services.lambda.model.ListProvisionedConcurrencyConfigsResponse;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigListItem;
import software.amazon.awssdk.services.lambda.model.UpdateAliasResponse;

/** All calls to Lambda about one alias. */
final class LambdaCalls {

    private static final int PAGE = 50;

    private final AliasName name;
    private final SdkService<LambdaClient> lambda;

    LambdaCalls(AwsScope scope, AliasName name) {
        this.name = name;
        this.lambda = scope.service("lambda", LambdaClient.class).about(name.toString());
    }

    AliasState alias(Look look) {
        GetAliasResponse answer = lambda.read(
                look,
                "GetAlias",
                client -> client.getAlias(ask -> ask.functionName(name.called()).name(name.alias())));
        return state(answer.functionVersion(), answer.routingConfig(), answer.revisionId());
    }

    /**
     * Moves the alias. The weights are always sent, an empty map too: what is left out is kept, and leftover weights would go on routing to the
     * bad version.
     */
    AliasState update(Attempt attempt, Routing routing, String revision) {
        UpdateAliasResponse answer = lambda.write(
                attempt,
                "UpdateAlias",
                client -> client.updateAlias(ask -> ask.functionName(name.called())
                        .name(name.alias())
                        .functionVersion(routing.version())
                        .revisionId(revision.isEmpty() ? null : revision)
                        .routingConfig(config -> config.additionalVersionWeights(routing.weights()))));
        return state(answer.functionVersion(), answer.routingConfig(), answer.revisionId());
    }

    private static AliasState state(
            String version, @Nullable AliasRoutingConfiguration config, @Nullable String revision) {
        Map<String, Double> weights = config == null ? Map.of() : config.additionalVersionWeights();
        return new AliasState(Routing.of(version, weights), Objects.requireNonNullElse(revision, ""));
    }

    /** One version of the function; empty when it is gone. */
    Optional<FunctionVersion> version(Look look, String number) {
        return present(() -> FunctionVersion.of(
                number,
                lambda.about("version " + number + " of function " + name.function())
                        .read(
                                look,
                                "GetFunctionConfiguration",
                                client -> client.getFunctionConfiguration(
                                        ask -> ask.functionName(name.called()).qualifier(number)))));
    }

    /** The numbers of all published versions, greatest first. */
    List<String> published(Look look) {
        List<FunctionConfiguration> all = Listing.all(
                marker -> lambda.read(
                        look,
                        "ListVersionsByFunction",
                        client -> client.listVersionsByFunction(ask ->
                                ask.functionName(name.called()).maxItems(PAGE).marker(marker))),
                ListVersionsByFunctionResponse::versions,
                ListVersionsByFunctionResponse::nextMarker);
        return all.stream()
                .map(FunctionConfiguration::version)
                .filter(number -> number.matches("\\d+"))
                .sorted(Comparator.<String>comparingLong(Long::parseLong).reversed())
                .toList();
    }

    /** The alias' provisioned concurrency; empty when it has none. */
    Optional<Provisioned> provisioned(Look look) {
        return present(() -> shown(lambda.read(
                look,
                "GetProvisionedConcurrencyConfig",
                client -> client.getProvisionedConcurrencyConfig(
                        ask -> ask.functionName(name.called()).qualifier(name.alias())))));
    }

    private static Provisioned shown(GetProvisionedConcurrencyConfigResponse answer) {
        return new Provisioned(
                answer.statusAsString(),
                Objects.requireNonNullElse(answer.availableProvisionedConcurrentExecutions(), 0),
                Objects.requireNonNullElse(answer.requestedProvisionedConcurrentExecutions(), 0),
                Objects.requireNonNullElse(answer.statusReason(), ""));
    }

    /** What of this function has provisioned concurrency: names of aliases and numbers of versions. */
    List<String> provisionedQualifiers(Look look) {
        List<ProvisionedConcurrencyConfigListItem> all = Listing.all(
                marker -> lambda.read(
                        look,
                        "ListProvisionedConcurrencyConfigs",
                        client -> client.listProvisionedConcurrencyConfigs(
                                ask -> ask.functionName(name.called()).marker(marker))),
                ListProvisionedConcurrencyConfigsResponse::provisionedConcurrencyConfigs,
                ListProvisionedConcurrencyConfigsResponse::nextMarker);
        return all.stream().map(item -> qualifier(item.functionArn())).toList();
    }

    private static String qualifier(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    /** The names of the other aliases that point to a version. */
    List<String> otherAliasesOf(Look look, String number) {
        List<AliasConfiguration> all = Listing.all(
                marker -> lambda.read(
                        look,
                        "ListAliases",
                        client -> client.listAliases(ask -> ask.functionName(name.called())
                                .functionVersion(number)
                                .marker(marker))),
                ListAliasesResponse::aliases,
                ListAliasesResponse::nextMarker);
        return all.stream()
                .filter(alias -> number.equals(alias.functionVersion()))
                .map(AliasConfiguration::name)
                .filter(other -> !other.equals(name.alias()))
                .toList();
    }

    /**
     * The event sources that invoke the function or this version of it past the alias, as {@code source invokes what}; disabled ones left out.
     * Asked for by function and by version, because a list by function need not hold those of its versions.
     */
    List<String> eventSourcesPastTheAlias(Look look, String version) {
        return Stream.of(name.called(), name.called() + ":" + version)
                .flatMap(function -> eventSources(look, function).stream())
                .filter(mapping -> !"Disabled".equals(mapping.state()))
                .filter(mapping -> !mapping.functionArn().endsWith(":" + name.alias()))
                .map(mapping -> source(mapping) + " invokes " + invoked(mapping.functionArn()))
                .distinct()
                .toList();
    }

    private List<EventSourceMappingConfiguration> eventSources(Look look, String function) {
        return Listing.all(
                marker -> lambda.read(
                        look,
                        "ListEventSourceMappings",
                        client -> client.listEventSourceMappings(
                                ask -> ask.functionName(function).marker(marker))),
                ListEventSourceMappingsResponse::eventSourceMappings,
                ListEventSourceMappingsResponse::nextMarker);
    }

    private static String source(EventSourceMappingConfiguration mapping) {
        return mapping.eventSourceArn() == null ? "event source mapping " + mapping.uuid() : mapping.eventSourceArn();
    }

    private String invoked(String functionArn) {
        String qualifier = qualifier(functionArn);
        return qualifier.equals(name.function()) ? "$LATEST" : qualifier;
    }

    private static <T> Optional<T> present(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (TargetException e) {
            if (e.kind() == TargetException.Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
