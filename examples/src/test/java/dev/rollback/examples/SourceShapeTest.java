package dev.rollback.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.examples.Sources.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The size of things, and that what is public says what it is: rules that only the source can answer. */
class SourceShapeTest {

    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 25;
    private static final int PARAMETERS = 5;
    private static final int COMPONENTS = 7;

    private static final Sources PRODUCTION = Sources.parse(House.productionSources());

    @Test
    void files_are_read_in_one_sitting() {
        List<String> longOnes = Stream.concat(House.productionSources().stream(), House.testSources().stream())
                .filter(file -> Sources.linesOf(file) >= FILE_LINES)
                .map(file -> House.nameOf(file) + " has " + Sources.linesOf(file) + " lines")
                .toList();

        assertThat(longOnes)
                .as("files of %s lines or more: split by meaning", FILE_LINES)
                .isEmpty();
    }

    @Test
    void methods_are_read_at_a_glance() {
        List<Unit> methods = PRODUCTION.methods();

        List<String> longOnes = methods.stream()
                .filter(method -> method.lines() > METHOD_LINES)
                .map(method -> method.name() + " has " + method.lines() + " lines")
                .toList();

        assertThat(longOnes)
                .as("methods of more than %s lines: at most one in a hundred of %s", METHOD_LINES, methods.size())
                .hasSizeLessThanOrEqualTo(methods.size() / 100);
    }

    @Test
    void methods_take_few_parameters() {
        List<String> wideOnes = PRODUCTION.methods().stream()
                .filter(method -> method.parts() > PARAMETERS)
                .map(method -> method.name() + " has " + method.parts() + " parameters")
                .toList();

        assertThat(wideOnes)
                .as("methods of more than %s parameters: name what belongs together", PARAMETERS)
                .isEmpty();
    }

    @Test
    void records_have_few_components() {
        List<String> wideOnes = PRODUCTION.records().stream()
                .filter(type -> type.parts() > COMPONENTS)
                .map(type -> type.name() + " has " + type.parts() + " components")
                .toList();

        assertThat(wideOnes)
                .as("records of more than %s components: split by meaning", COMPONENTS)
                .isEmpty();
    }

    @Test
    void what_is_public_has_javadoc() {
        assertThat(PRODUCTION.undocumented())
                .as("public types and methods without Javadoc")
                .isEmpty();
    }

    @Test
    void every_package_names_where_to_start() {
        List<String> silent = House.productionSources().stream()
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .map(folder -> folder.resolve("package-info.java"))
                .filter(file -> !Files.exists(file) || !Sources.textOf(file).contains("{@link"))
                .map(House::nameOf)
                .toList();

        assertThat(silent)
                .as("package-info files that are missing, or link none of the types to start from")
                .isEmpty();
    }
}
