package dev.rollback.examples;

import dev.rollback.journal.FileJournal;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where runs are kept, and what else the command line says.
 *
 * @param name a folder, or {@code memory}
 * @param rest the arguments without it
 */
record JournalPlace(String name, List<String> rest) {

    static final String MEMORY = "memory";
    private static final String OPTION = "--journal";

    /** The folder that runs are kept in unless another one is named. */
    static String usual() {
        return Path.of(System.getProperty("user.home", "."), ".rollback", "journal")
                .toString();
    }

    /**
     * Takes {@code --journal DIR|memory} out of the arguments, wherever it stands.
     *
     * @throws UsageException when it has no value, or is there twice
     */
    static JournalPlace in(String usual, String... arguments) {
        List<String> names = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.startsWith(OPTION + "=")) {
                names.add(argument.substring(OPTION.length() + 1));
            } else if (argument.equals(OPTION)) {
                names.add(i + 1 < arguments.length ? arguments[++i] : "");
            } else {
                rest.add(argument);
            }
        }
        if (names.size() > 1) {
            throw UsageException.of(OPTION, "it once", OPTION + " " + names.get(0));
        }
        String name = names.isEmpty() ? usual : names.get(0);
        if (name.isBlank() || name.startsWith("-") || !isPath(name)) {
            throw UsageException.of(
                    (OPTION + " " + name).strip(), "a folder or " + MEMORY, OPTION + " rollback-journal");
        }
        return new JournalPlace(name, rest);
    }

    private static boolean isPath(String name) {
        try {
            return !Path.of(name).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    boolean isMemory() {
        return name.equals(MEMORY);
    }

    Journal open() {
        return isMemory() ? new InMemoryJournal() : FileJournal.in(Path.of(name));
    }

    /** A command on a run that is kept here, ready to be pasted. */
    String command(String command, Object run) {
        String folder = name.matches("[\\w./~-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
        return "RollBackOnAws " + command + " " + run + " " + OPTION + " " + folder;
    }
}
