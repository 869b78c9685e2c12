package dev.rollback.testkit.lambda;

import dev.rollback.testkit.lambda.VersionState.Scripted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;

/**
 * The scene of a function: its versions and what surrounds them; {@link #alias(String)} goes on to an alias.
 *
 * <p>Versions are there as soon as they are named. Not thread-safe.
 */
public final class LambdaFunctionScene {
    private final SceneTools tools;
    private final Map<String, LambdaAliasScene> aliases = new TreeMap<>();

    LambdaFunctionScene(SceneTools tools) {
        this.tools = tools;
    }

    /** Opens the scene of an alias, always the same for a name; the alias exists once it is said what it ran. */
    public LambdaAliasScene alias(String name) {
        return aliases.computeIfAbsent(name, alias -> new LambdaAliasScene(tools, this, alias));
    }

    /** Publishes versions that no alias has used; does nothing for those that are there. */
    public LambdaFunctionScene published(String... versions) {
        for (String version : versions) {
            tools.versions().named(version);
        }
        return this;
    }

    /** Says that the code of a version is bad: users are not served well by it, nor by any version of equal code. */
    public LambdaFunctionScene unhealthy(String version) {
        tools.versions().named(version);
        tools.function().markBad(version);
        return this;
    }

    /** Gives a version the code of another, as publishing the same archive again does. */
    public LambdaFunctionScene sameCode(String version, String as) {
        StoredVersion original = tools.versions().named(as);
        return change(
                version,
                original.configuration().toBuilder()
                        .version(version)
                        .functionArn(tools.function().arn(version))
                        .revisionId(tools.functions().newRevision())
                        .lastModified(
                                tools.versions().named(version).configuration().lastModified())
                        .build());
    }

    /** Gives a version the digests of code and configuration that another function's has; null where one is not known. */
    LambdaFunctionScene digests(String version, @Nullable String code, @Nullable String configuration) {
        var settings = tools.versions().named(version).configuration().toBuilder();
        if (code != null) {
            settings.codeSha256(code);
        }
        return change(version, settings.configSha256(configuration).build());
    }

    /** Gives a version an execution role of its own; versions of different roles cannot share an alias by weights. */
    public LambdaFunctionScene role(String version, String roleArn) {
        return change(
                version,
                tools.versions().named(version).configuration().toBuilder()
                        .role(roleArn)
                        .build());
    }

    /** Turns SnapStart on for the published versions named so far and those to come. */
    public LambdaFunctionScene snapStart() {
        for (StoredVersion version : tools.function().versions()) {
            boolean latest = FunctionRef.isLatest(version.number());
            version.become(version.configuration().toBuilder()
                    .snapStart(snap -> snap.applyOn(SnapStartApplyOn.PUBLISHED_VERSIONS)
                            .optimizationStatus(
                                    latest ? SnapStartOptimizationStatus.OFF : SnapStartOptimizationStatus.ON))
                    .build());
        }
        return this;
    }

    /** Drops the SnapStart snapshot of a version, as Lambda does with versions that are not used for long. */
    public LambdaFunctionScene withoutSnapshot(String version) {
        return change(
                version,
                tools.versions().named(version).configuration().toBuilder()
                        .snapStart(snap -> snap.applyOn(SnapStartApplyOn.PUBLISHED_VERSIONS)
                                .optimizationStatus(SnapStartOptimizationStatus.OFF))
                        .build());
    }

    private LambdaFunctionScene change(String version, FunctionConfiguration configuration) {
        tools.versions().named(version).become(configuration);
        return this;
    }

    /** Deletes a version, also one that an alias uses, which the service would refuse. */
    public LambdaFunctionScene deleted(String version) {
        tools.versions().named(version);
        tools.function().delete(version);
        return this;
    }

    /**
     * Puts a version into a state, as {@code Inactive}, with the reason that the service gives for it.
     *
     * @param state as on the wire; one that the SDK does not know is allowed. An inactive version becomes pending, then
     *     active, when an alias sends traffic to it; all others stay as they are
     */
    public LambdaFunctionScene state(String version, String state) {
        return script(version, new Scripted(state, state.equals("Inactive") ? "Idle" : null));
    }

    /** Puts a version into a state for a reason, as {@code Failed} for {@code ImageDeleted}. */
    public LambdaFunctionScene state(String version, String state, String reasonCode) {
        return script(version, new Scripted(state, reasonCode));
    }

    private LambdaFunctionScene script(String version, Scripted state) {
        tools.versions().named(version).state().script(state);
        return this;
    }

    /** Sets the status of a version's last update, as {@code Failed} for {@code ImageAccessDenied}. */
    public LambdaFunctionScene lastUpdate(String version, String status, String reasonCode) {
        tools.versions().named(version).state().scriptLastUpdate(new Scripted(status, reasonCode));
        return this;
    }

    /** Tags the function. */
    public LambdaFunctionScene tag(String key, String value) {
        tools.function().tags().put(key, value);
        return this;
    }

    /** Lets an event source invoke the unpublished version, past every alias. */
    public LambdaFunctionScene eventSource(String sourceArn) {
        tools.eventSources().add(tools.function().arn(), sourceArn, true, 10);
        return this;
    }

    /** Lets an event source invoke one published version, past every alias. */
    public LambdaFunctionScene eventSource(String sourceArn, String version) {
        tools.versions().named(version);
        tools.eventSources().add(tools.function().arn(version), sourceArn, true, 10);
        return this;
    }

    /** Gives the unpublished version a URL, past every alias. */
    public LambdaFunctionScene url() {
        tools.function()
                .surroundings()
                .url(
                        tools.function().arn(),
                        address("latest"),
                        tools.functions().now());
        return this;
    }

    /** Sets the resource policy of the unpublished version. */
    public LambdaFunctionScene policy(String json) {
        tools.function().surroundings().policy("$LATEST", json);
        return this;
    }

    String address(String qualifier) {
        return "https://" + tools.function().name() + "-" + qualifier + ".lambda-url."
                + tools.functions().account().region() + ".on.aws/";
    }

    /** Returns the numbers of the published versions, oldest first. */
    public List<String> versions() {
        List<String> numbers = new ArrayList<>();
        for (StoredVersion version : tools.function().versions()) {
            numbers.add(version.number());
        }
        numbers.remove(0);
        return numbers;
    }

    /** Returns the state of a version now, as on the wire. */
    public String state(String version) {
        return tools.function().version(version).state().name(tools.functions().now());
    }
}
