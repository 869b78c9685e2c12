package dev.rollback.aws.appconfig;

import dev.rollback.target.Look;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionResponse;

/** The contents of versions, by digest. Reads each hosted version once a look; a content itself goes nowhere else. */
final class Contents {

    private final AppConfigCalls calls;
    private final Place place;
    private final Look look;
    private final Map<String, Optional<GetHostedConfigurationVersionResponse>> read = new TreeMap<>();

    Contents(AppConfigCalls calls, Place place, Look look) {
        this.calls = calls;
        this.place = place;
        this.look = look;
    }

    /** What users get by a version: the digest of a hosted content, or the name that its store gives it. */
    String key(String version) {
        return hosted(version)
                .map(found -> "sha256:" + digest(plain(found.content().asByteArrayUnsafe())))
                .orElse("version " + version + " of " + place.about().location());
    }

    /** Whether it is there, as far as AppConfig itself keeps it. */
    boolean isThere(String version) {
        return !place.isHosted() || !version.matches("\\d+") || hosted(version).isPresent();
    }

    /** A hosted version; empty when it is deleted, or kept elsewhere. */
    Optional<GetHostedConfigurationVersionResponse> hosted(String version) {
        if (!place.isHosted() || !version.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        return read.computeIfAbsent(version, number -> calls.hosted(look, place, Integer.parseInt(number)));
    }

    private byte[] plain(byte[] content) {
        return place.hasFlags() ? Stamps.without(content) : content;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
