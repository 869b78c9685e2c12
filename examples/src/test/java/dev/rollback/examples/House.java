package dev.rollback.examples;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the library's own code lies: what the tests of the house rules look at. */
final class House {

    private static final Path ROOT = root();
    private static final List<String> MODULES =
            List.of("rollback-core", "rollback-testkit", "rollback-aws", "examples");

    private House() {}

    /** Imports the compiled production classes of all modules. */
    static JavaClasses productionClasses() {
        return classesIn("target/classes");
    }

    /** Imports the compiled test classes of all modules. */
    static JavaClasses testClasses() {
        return classesIn("target/test-classes");
    }

    /** Lists the source files of production code in all modules. */
    static List<Path> productionSources() {
        return sourcesIn("src/main/java");
    }

    /** Lists the source files of tests in all modules. */
    static List<Path> testSources() {
        return sourcesIn("src/test/java");
    }

    /** Returns the path as one reads it from the root of the repository. */
    static String nameOf(Path source) {
        return ROOT.relativize(source).toString();
    }

    private static JavaClasses classesIn(String folder) {
        return new ClassFileImporter().importPaths(existing(folder));
    }

    private static List<Path> sourcesIn(String folder) {
        return existing(folder).stream().flatMap(House::javaFilesBelow).sorted().toList();
    }

    private static List<Path> existing(String folder) {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .toList();
    }

    private static Stream<Path> javaFilesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the sources below " + folder, e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = parentOf(folder);
        }
        return folder;
    }

    private static Path parentOf(Path folder) {
        Path parent = folder.getParent();
        if (parent == null) {
            throw new IllegalStateException("no mvnw above the working directory: run the tests inside the repository");
        }
        return parent;
    }
}
