package dev.rollback.testkit.lambda;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Fields;
import dev.rollback.testkit.account.Known;
import dev.rollback.testkit.account.Page;
import dev.rollback.testkit.cloudtrail.Trail;
import dev.rollback.testkit.cloudtrail.TrailActor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaServiceClientConfiguration;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.CreateAliasRequest;
import software.amazon.awssdk.services.lambda.model.CreateAliasResponse;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.DeleteAliasRequest;
import software.amazon.awssdk.services.lambda.model.DeleteAliasResponse;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionResponse;
import software.amazon.awssdk.services.lambda.model.DeleteProvisionedConcurrencyConfigRequest;
import software.amazon.awssdk.services.lambda.model.DeleteProvisionedConcurrencyConfigResponse;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionUrlConfig;
import software.amazon.awssdk.services.lambda.model.GetAliasRequest;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigResponse;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsRequest;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionUrlConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionUrlConfigsResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ListProvisionedConcurrencyConfigsRequest;
import software.amazon.awssdk.services.lambda.model.ListProvisionedConcurrencyConfigsResponse;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionRequest;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigListItem;
import software.amazon.awssdk.services.lambda.model.PublishVersionRequest;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.PutProvisionedConcurrencyConfigRequest;
import software.amazon.awssdk.services.lambda.model.PutProvisionedConcurrencyConfigResponse;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;
import software.amazon.awssdk.services.lambda.model.UpdateAliasResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationResponse;

/**
 * Lambda in memory, for one account and region: functions, versions, aliases, weights, provisioned concurrency, event
 * source mappings.
 *
 * <p>It holds the service's rules, as far as moving an alias meets them: the revision id is an optimistic lock; an
 * alias has at most one additional version, of the same role and dead-letter queue; weights that are left out are kept
 * and an empty map clears them; with provisioned concurrency Lambda keeps the traffic on the old version, by weights of
 * its own, until the new one is provisioned; a version that an alias uses cannot be deleted and its number is never
 * used again; nothing is published when nothing changed; lists show no state. Time passes by the account's clock
 * alone: a new version is pending for a while, an update is in progress, an idle version that gets traffic is restored.
 *
 * <p>A scene is set with {@link #function(String)} or with the SDK's own calls. Every move of an alias is told to the
 * {@link Trail}. Not modelled: invocations, layers' content, VPC, reserved concurrency, code signing; requests' members
 * for them are ignored. Whether revision ids change when Lambda drops its own weights is not documented: here they do
 * not. Not thread-safe.
 */
public final class FakeLambda implements LambdaClient {
    private static final int PAGE = 50;
    private static final int MAPPINGS_PAGE = 100;

    private final Functions functions;
    private final FunctionWrites writes;
    private final Aliases aliases;
    private final Provisions provisions;
    private final EventSources eventSources;
    private final AliasTrail trail;
    private final TrailActor caller;
    private final Region region;
    private final Map<String, LambdaFunctionScene> scenes = new TreeMap<>();

    /** Opens Lambda without functions and without a trail. */
    public FakeLambda(FakeAccount account) {
        this(account, Trail.none());
    }

    /**
     * Opens Lambda without functions.
     *
     * @param trail told of every move of an alias, usually a {@code FakeCloudTrail}
     */
    public FakeLambda(FakeAccount account, Trail trail) {
        this.functions = new Functions(requireNonNull(account, "account"));
        this.trail = new AliasTrail(requireNonNull(trail, "trail"));
        this.writes = new FunctionWrites(functions);
        this.aliases = new Aliases(functions, this.trail);
        this.provisions = new Provisions(functions);
        this.eventSources = new EventSources(functions);
        this.caller = TrailActor.session(account, "operator", "rollback");
        this.region = Region.of(account.region());
    }

    /**
     * Opens the scene of a function, always the same for a name; the function is created, active at once, if it is not
     * there.
     *
     * @throws IllegalArgumentException if the name is none that Lambda takes
     */
    public LambdaFunctionScene function(String name) {
        LambdaFunctionScene known = scenes.get(name);
        return known != null ? known : newFunction(name);
    }

    /** Makes a function and its alias like one that is known: its versions by their digests, and the weights; what is said of the alias afterwards comes on top. */
    public void like(Known known) {
        new Likeness(known, functions.account().now()).of(function(known.nameBefore(':')));
    }

    private LambdaFunctionScene newFunction(String name) {
        if (!name.matches("[a-zA-Z0-9-_]{1,64}")) {
            throw new IllegalArgumentException(
                    "The scene of a Lambda function was given a malformed name: expected 1 to"
                            + " 64 letters, digits, hyphens and underscores, got '" + name
                            + "'. Pass the bare name, not an ARN.");
        }
        return scenes.computeIfAbsent(name, this::scene);
    }

    private LambdaFunctionScene scene(String name) {
        StoredFunction found = functions.find(name);
        StoredFunction function = found != null ? found : SceneVersions.newFunction(functions, writes, name);
        SceneVersions versions = new SceneVersions(functions, writes, function);
        return new LambdaFunctionScene(new SceneTools(functions, aliases, eventSources, trail, versions));
    }

    /**
     * Sets how long a new function or version is pending, and an idle one that gets traffic. Default 5 seconds.
     *
     * @return this fake
     */
    public FakeLambda creationTakes(Duration time) {
        functions.times().creation = time;
        return this;
    }

    /**
     * Sets how long an update of code or configuration is in progress, which no other may join. Default 3 seconds.
     *
     * @return this fake
     */
    public FakeLambda updatesTake(Duration time) {
        functions.times().update = time;
        return this;
    }

    /**
     * Sets how long provisioned concurrency takes to be allocated, and to move with its alias. Default 2 minutes.
     *
     * @return this fake
     */
    public FakeLambda provisioningTakes(Duration time) {
        functions.times().provisioning = time;
        return this;
    }

    @Override
    public CreateFunctionResponse createFunction(CreateFunctionRequest request) {
        return Fields.copy(writes.create(request), CreateFunctionResponse.builder())
                .build();
    }

    @Override
    public UpdateFunctionCodeResponse updateFunctionCode(UpdateFunctionCodeRequest request) {
        return Fields.copy(writes.update(request), UpdateFunctionCodeResponse.builder())
                .build();
    }

    @Override
    public UpdateFunctionConfigurationResponse updateFunctionConfiguration(UpdateFunctionConfigurationRequest request) {
        return Fields.copy(writes.update(request), UpdateFunctionConfigurationResponse.builder())
                .build();
    }

    @Override
    public PublishVersionResponse publishVersion(PublishVersionRequest request) {
        return Fields.copy(writes.publish(request), PublishVersionResponse.builder())
                .build();
    }

    @Override
    public DeleteFunctionResponse deleteFunction(DeleteFunctionRequest request) {
        writes.delete(request);
        scenes.keySet().removeIf(name -> functions.find(name) == null);
        return DeleteFunctionResponse.builder().build();
    }

    @Override
    public GetFunctionResponse getFunction(GetFunctionRequest request) {
        FunctionRef ref = FunctionRef.of(request.functionName(), request.qualifier());
        StoredFunction function = functions.get(ref);
        return GetFunctionResponse.builder()
                .configuration(described(function, ref))
                .code(code -> code.repositoryType("S3"))
                .tags(function.tags())
                .build();
    }

    @Override
    public GetFunctionConfigurationResponse getFunctionConfiguration(GetFunctionConfigurationRequest request) {
        FunctionRef ref = FunctionRef.of(request.functionName(), request.qualifier());
        FunctionConfiguration configuration = described(functions.get(ref), ref);
        return Fields.copy(configuration, GetFunctionConfigurationResponse.builder())
                .build();
    }

    private FunctionConfiguration described(StoredFunction function, FunctionRef ref) {
        FunctionConfiguration configuration = function.resolve(ref.meant()).describe(functions.now());
        return ref.qualifier() == null
                ? configuration
                : configuration.toBuilder()
                        .functionArn(function.arn(ref.qualifier()))
                        .build();
    }

    @Override
    public ListFunctionsResponse listFunctions(ListFunctionsRequest request) {
        List<FunctionConfiguration> all = functions.all().stream()
                .map(function -> function.latest().configuration())
                .toList();
        Page<FunctionConfiguration> page = Pages.of(all, request.marker(), request.maxItems(), PAGE);
        return ListFunctionsResponse.builder()
                .functions(page.items())
                .nextMarker(page.nextToken())
                .build();
    }

    @Override
    public ListVersionsByFunctionResponse listVersionsByFunction(ListVersionsByFunctionRequest request) {
        List<FunctionConfiguration> all = functions.get(request.functionName()).versions().stream()
                .map(StoredVersion::configuration)
                .toList();
        Page<FunctionConfiguration> page = Pages.of(all, request.marker(), request.maxItems(), PAGE);
        return ListVersionsByFunctionResponse.builder()
                .versions(page.items())
                .nextMarker(page.nextToken())
                .build();
    }

    @Override
    public CreateAliasResponse createAlias(CreateAliasRequest request) {
        StoredAlias alias = aliases.create(AliasChange.of(request), caller);
        return Fields.copy(alias.describe(functions.now()), CreateAliasResponse.builder())
                .build();
    }

    @Override
    public UpdateAliasResponse updateAlias(UpdateAliasRequest request) {
        StoredAlias alias = aliases.update(AliasChange.of(request), caller);
        return Fields.copy(alias.describe(functions.now()), UpdateAliasResponse.builder())
                .build();
    }

    @Override
    public DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
        aliases.delete(request.functionName(), request.name(), caller);
        return DeleteAliasResponse.builder().build();
    }

    @Override
    public GetAliasResponse getAlias(GetAliasRequest request) {
        StoredAlias alias = functions.get(request.functionName()).alias(request.name());
        return Fields.copy(alias.describe(functions.now()), GetAliasResponse.builder())
                .build();
    }

    @Override
    public ListAliasesResponse listAliases(ListAliasesRequest request) {
        String version = request.functionVersion();
        List<AliasConfiguration> all = functions.get(request.functionName()).aliases().values().stream()
                .filter(alias -> version == null || alias.version().equals(version))
                .map(alias -> alias.describe(functions.now()))
                .toList();
        Page<AliasConfiguration> page = Pages.of(all, request.marker(), request.maxItems(), PAGE);
        return ListAliasesResponse.builder()
                .aliases(page.items())
                .nextMarker(page.nextToken())
                .build();
    }

    @Override
    public PutProvisionedConcurrencyConfigResponse putProvisionedConcurrencyConfig(
            PutProvisionedConcurrencyConfigRequest request) {
        return Fields.copy(provisions.put(request), PutProvisionedConcurrencyConfigResponse.builder())
                .build();
    }

    @Override
    public GetProvisionedConcurrencyConfigResponse getProvisionedConcurrencyConfig(
            GetProvisionedConcurrencyConfigRequest request) {
        return Fields.copy(provisions.get(request), GetProvisionedConcurrencyConfigResponse.builder())
                .build();
    }

    @Override
    public ListProvisionedConcurrencyConfigsResponse listProvisionedConcurrencyConfigs(
            ListProvisionedConcurrencyConfigsRequest request) {
        List<ProvisionedConcurrencyConfigListItem> all = provisions.list(request.functionName());
        Page<ProvisionedConcurrencyConfigListItem> page = Pages.of(all, request.marker(), request.maxItems(), PAGE);
        return ListProvisionedConcurrencyConfigsResponse.builder()
                .provisionedConcurrencyConfigs(page.items())
                .nextMarker(page.nextToken())
                .build();
    }

    @Override
    public DeleteProvisionedConcurrencyConfigResponse deleteProvisionedConcurrencyConfig(
            DeleteProvisionedConcurrencyConfigRequest request) {
        provisions.delete(request);
        return DeleteProvisionedConcurrencyConfigResponse.builder().build();
    }

    @Override
    public CreateEventSourceMappingResponse createEventSourceMapping(CreateEventSourceMappingRequest request) {
        return Fields.copy(eventSources.create(request), CreateEventSourceMappingResponse.builder())
                .build();
    }

    @Override
    public ListEventSourceMappingsResponse listEventSourceMappings(ListEventSourceMappingsRequest request) {
        Page<EventSourceMappingConfiguration> page =
                Pages.of(eventSources.list(request), request.marker(), request.maxItems(), MAPPINGS_PAGE);
        return ListEventSourceMappingsResponse.builder()
                .eventSourceMappings(page.items())
                .nextMarker(page.nextToken())
                .build();
    }

    @Override
    public ListFunctionUrlConfigsResponse listFunctionUrlConfigs(ListFunctionUrlConfigsRequest request) {
        List<FunctionUrlConfig> all =
                functions.get(request.functionName()).surroundings().urls();
        Page<FunctionUrlConfig> page = Pages.of(all, request.marker(), request.maxItems(), PAGE);
        return ListFunctionUrlConfigsResponse.builder()
                .functionUrlConfigs(page.items())
                .nextMarker(page.nextToken())
                .build();
    }

    @Override
    public GetPolicyResponse getPolicy(GetPolicyRequest request) {
        FunctionRef ref = FunctionRef.of(request.functionName(), request.qualifier());
        String policy = functions
                .get(ref)
                .surroundings()
                .policy(ref.meant())
                .orElseThrow(() -> LambdaErrors.notFound("The resource you requested does not exist."));
        return GetPolicyResponse.builder().policy(policy).build();
    }

    @Override
    public ListTagsResponse listTags(ListTagsRequest request) {
        return ListTagsResponse.builder()
                .tags(functions.get(request.resource()).tags())
                .build();
    }

    /** Tells the region, as a real client does; nothing else of its configuration. */
    @Override
    public LambdaServiceClientConfiguration serviceClientConfiguration() {
        return LambdaServiceClientConfiguration.builder().region(region).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
