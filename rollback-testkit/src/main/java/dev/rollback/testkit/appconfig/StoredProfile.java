package dev.rollback.testkit.appconfig;

import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.account.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.appconfig.model.ConfigurationProfileSummary;
import software.amazon.awssdk.services.appconfig.model.CreateHostedConfigurationVersionRequest;
import software.amazon.awssdk.services.appconfig.model.GetConfigurationProfileResponse;
import software.amazon.awssdk.services.appconfig.model.Validator;

/** A configuration profile: its settings, and the versions in its store. */
final class StoredProfile {
    static final String HOSTED = "hosted";
    static final String FLAGS = "AWS.AppConfig.FeatureFlags";

    private final NavigableMap<Integer, Content> hosted = new TreeMap<>();
    private final Map<String, Content> elsewhere = new TreeMap<>();
    private final Set<String> bad = new LinkedHashSet<>();
    private GetConfigurationProfileResponse value;
    private int numbered;

    StoredProfile(GetConfigurationProfileResponse value) {
        this.value = value;
    }

    GetConfigurationProfileResponse value() {
        return value;
    }

    void configure(GetConfigurationProfileResponse other) {
        value = other;
    }

    /** As the service lists it: with the types of its validators alone. */
    ConfigurationProfileSummary summary() {
        return Fields.copy(value, ConfigurationProfileSummary.builder())
                .validatorTypes(value.validators().stream().map(Validator::type).toList())
                .build();
    }

    String id() {
        return value.id();
    }

    boolean isHosted() {
        return HOSTED.equals(value.locationUri());
    }

    boolean isFlags() {
        return FLAGS.equals(value.type());
    }

    // what is good

    /** Says that what a version holds is bad for users. */
    void spoil(String version) {
        bad.add(version);
    }

    boolean isGood(String version) {
        return !bad.contains(version);
    }

    // its versions

    /**
     * A new hosted version, unless somebody else made one since the caller looked.
     *
     * @param deletedCount whether a version that was deleted may be the latest one all the same
     */
    Content create(CreateHostedConfigurationVersionRequest request, boolean deletedCount) {
        Integer expected = request.latestVersionNumber();
        int listed = hosted.isEmpty() ? 0 : hosted.lastKey();
        int latest = deletedCount ? numbered : listed;
        if (expected != null && expected != latest) {
            throw AppConfigErrors.conflict("The latest version number is " + latest + ", not " + expected + ".");
        }
        return put(
                Rules.present("content", request.content()),
                requireNonNullElse(request.contentType(), ""),
                request.description(),
                request.versionLabel());
    }

    /** Numbers are counted up and never used again, whatever is deleted. */
    Content put(SdkBytes bytes, String contentType, @Nullable String description, @Nullable String label) {
        numbered++;
        Content made = new Content(String.valueOf(numbered), bytes, contentType, description, label);
        if (isHosted()) {
            hosted.put(numbered, made);
        } else {
            elsewhere.put(made.version(), made);
        }
        return made;
    }

    /** What is known to be of that version, which may be any: a number of a hosted one counts as used. */
    void put(String version, String text) {
        boolean json = text.startsWith("{") || text.startsWith("[");
        Content made = new Content(
                version, SdkBytes.fromUtf8String(text), json ? "application/json" : "text/plain", null, null);
        if (isHosted()) {
            int number = Integer.parseInt(version);
            numbered = Math.max(numbered, number);
            hosted.put(number, made);
        } else {
            elsewhere.put(version, made);
        }
    }

    /** Newest first. */
    List<Content> hostedVersions() {
        return List.copyOf(hosted.descendingMap().values());
    }

    Content hosted(@Nullable Integer number) {
        int asked = Rules.present("versionNumber", number);
        Content found = hosted.get(asked);
        if (found == null) {
            throw AppConfigErrors.notFound("HostedConfigurationVersion", String.valueOf(asked));
        }
        return found;
    }

    void delete(@Nullable Integer number) {
        hosted.remove(Integer.valueOf(hosted(number).version()));
    }

    void label(String version, String label) {
        Content old = hosted(Integer.valueOf(version));
        hosted.put(
                Integer.valueOf(version),
                new Content(version, old.bytes(), old.contentType(), old.description(), label));
    }

    /** Lets the store of another service lose a version. */
    void lose(String version) {
        if (isHosted()) {
            delete(Integer.valueOf(version));
        } else {
            elsewhere.remove(version);
        }
    }

    /** What is meant by a version's number or label, or by the store's own name. Of equal labels the newest counts. */
    Content resolve(@Nullable String versionOrLabel) {
        String name = Rules.present("configurationVersion", versionOrLabel);
        return find(name).orElseThrow(() -> missing(name));
    }

    private Optional<Content> find(String name) {
        if (!isHosted()) {
            return Optional.ofNullable(elsewhere.get(name));
        }
        List<Content> newestFirst = new ArrayList<>(hosted.values());
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(content -> name.equals(content.version()) || name.equals(content.label()))
                .findFirst();
    }

    private AwsServiceException missing(String name) {
        return isHosted()
                ? AppConfigErrors.notFound("HostedConfigurationVersion", name)
                : AppConfigErrors.badRequest("Error retrieving configuration " + value.locationUri() + " version "
                        + name + ": no such version.");
    }
}
