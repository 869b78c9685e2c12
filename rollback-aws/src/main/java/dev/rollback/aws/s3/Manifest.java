package dev.rollback.aws.s3;

import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A captured state of a bucket or prefix: a text that names the version of each key. Its first line says of which bucket and prefix and at what time, its
 * last how many keys it names; those between are one key each, sorted by their bytes in UTF-8. Read as a stream, as often as needed. Immutable.
 */
final class Manifest {

    /** What the id of a version begins with that a manifest describes; the digest of the text follows. */
    static final String ID = "manifest:";

    /** Names whatever the manifest at hand holds. */
    static final String AT_HAND = "manifest";

    private static final int BUFFER = 64 * 1024;

    private final String name;
    private final S3Objects.ManifestSource source;

    Manifest(String name, S3Objects.ManifestSource source) {
        this.name = name;
        this.source = source;
    }

    static Manifest in(Path file) {
        return new Manifest(file.toString(), () -> Files.newInputStream(file));
    }

    /**
     * The id of the version that it describes. Reads all of it.
     *
     * @throws TargetException of kind {@code MISSING} when it cannot be read
     */
    String id() {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = source.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return ID + HexFormat.of().formatHex(digest.digest());
    }

    /** The version that it describes. Checks that it is one of these keys. */
    Version version(Span span) {
        try (ManifestReader reader = read(span, ManifestReader.Place.TOP)) {
            String id = id();
            return Version.of(id, id, Tenure.unknown("captured at " + reader.captured()))
                    .labelled("captured at " + reader.captured());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Reads it for a listing.
     *
     * @throws TargetException of kind {@code MISSING} when it cannot be read, of kind {@code INVALID} when it is not one of these keys
     */
    ManifestReader read(Span span, ManifestReader.Place place) {
        try {
            return new ManifestReader(name, source.open(), span, place);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw unreadable(new IOException(e.getMessage(), e));
        }
    }

    private TargetException unreadable(IOException e) {
        return TargetException.of(
                TargetException.Kind.MISSING,
                "Manifest " + name + " cannot be read: " + e + ". Expected the text that was captured before. Give the"
                        + " target the place where it is kept.",
                e);
    }

    @Override
    public String toString() {
        return "manifest " + name;
    }
}
