package dev.rollback.testkit.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of made-up content, as image registries and code packages carry them. */
public final class Digests {
    private Digests() {}

    /** Returns the SHA-256 of the text's UTF-8 form. */
    public static byte[] sha256(String content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Returns the digest that names an image with this manifest: {@code sha256:} and 64 hexadecimal digits. */
    public static String ofImage(String manifest) {
        return "sha256:" + HexFormat.of().formatHex(sha256(manifest));
    }
}
