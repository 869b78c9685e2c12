package dev.rollback.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A text that a pipeline leaves where the plan finds it, and that says whether the release migrates a database: {@code none}, {@code compatible} (the version before can live with it) or {@code
 * breaking}; after a colon or a blank there may be more, for people. Anything else, and no text, is unknown.
 *
 * <p>Of use to whoever writes a check for a place of their own; a file is read with {@link Check#migrationMarker}. Immutable.
 */
public final class MigrationMarker implements Check {

    private static final int SHOWN = 200;
    private static final int MOST_BYTES = 1_024;

    private final String where;
    private final Function<Look, String> text;
    private final List<Permission> permissions;

    /**
     * A marker.
     *
     * @param where its place, for people; no secrets
     * @param text reads it; a {@link TargetException} of kind {@code MISSING} means that there is none
     * @param permissions what reading it needs
     */
    public MigrationMarker(String where, Function<Look, String> text, List<Permission> permissions) {
        this.where = where;
        this.text = text;
        this.permissions = List.copyOf(permissions);
    }

    /** The beginning of a file. */
    static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), UTF_8);
        } catch (NoSuchFileException e) {
            throw TargetException.of(TargetException.Kind.MISSING, "There is no file " + file, e);
        } catch (IOException e) {
            throw TargetException.of(TargetException.Kind.INVALID, "The file " + file + " cannot be read: " + e, e);
        }
    }

    @Override
    public List<Finding> check(Planned planned, Look look) {
        try {
            return said(text.apply(look));
        } catch (TargetException e) {
            if (e.kind() != TargetException.Kind.MISSING) {
                throw e;
            }
            return List.of(unknown("is not there"));
        }
    }

    private List<Finding> said(String marker) {
        String line = marker.strip();
        String word = line.split("[\\s:]", 2)[0].toLowerCase(Locale.ROOT);
        return switch (word) {
            case "none" -> List.of();
            case "compatible" ->
                List.of(Finding.note(
                        "MIGRATED_COMPATIBLY",
                        "The release migrates the database so that the version before can live with it, says " + where
                                + ": " + cut(line)));
            case "breaking" ->
                List.of(
                        Finding.soft(
                                "MIGRATED",
                                "The release migrates the database, and the version before cannot live with that, says "
                                        + where + ": " + cut(line),
                                "Undo the migration first, with a step before; or override MIGRATED if the version that is put back is known to work."));
            default -> List.of(unknown("says \"" + cut(line) + "\""));
        };
    }

    private Finding unknown(String instead) {
        return Finding.soft(
                "MIGRATION_UNKNOWN",
                "Whether the release migrates the database is not known: " + where + " " + instead
                        + "; expected none, compatible or breaking.",
                "Look at the release; or override MIGRATION_UNKNOWN if it is known not to.");
    }

    private static String cut(String line) {
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    @Override
    public String describe() {
        return "no migration that breaks the version before, by " + where;
    }

    @Override
    public boolean isOnMigrations() {
        return true;
    }

    @Override
    public List<Permission> permissions() {
        return permissions;
    }
}
