package dev.rollback.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.target.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The folder of leases and the names in it. A target is found by a digest of its name, because names are long and file systems tell few letters apart.
 *
 * @param path the folder
 */
record LeaseFolder(Path path) {

    private static final int READABLE = 40;

    /** What is locked while a lease is read and replaced. */
    Path mutex() {
        return path.resolve("leases.mutex");
    }

    /** What is kept of a target. */
    Path lease(TargetId target) {
        return path.resolve(readable(target.name()) + "-" + digest(target.toString()) + ".lease");
    }

    /** For people: the end of a name. */
    private static String readable(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return plain.substring(Math.max(0, plain.length() - READABLE));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** What a process that holds something has locked while it lives. */
    Path alive(String name) {
        return path.resolve(name);
    }

    /** A new file of that kind, whose name no other has. */
    Path newAlive() throws IOException {
        return Files.createTempFile(path, "", ".alive");
    }

    /** What is written before it replaces a lease; only under the mutex. */
    Path part() {
        return path.resolve("lease.part");
    }

    /** A free name for a lease that cannot be read. */
    Path aside(Path lease) {
        for (int i = 1; ; i++) {
            Path aside = path.resolve(lease.getFileName() + ".unreadable-" + i);
            if (!Files.exists(aside)) {
                return aside;
            }
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
