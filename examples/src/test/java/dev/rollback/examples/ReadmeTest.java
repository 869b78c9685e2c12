package dev.rollback.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README and the guides show in Java compiles. */
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String IMPORTS = """
            import static dev.rollback.health.HttpProbe.http;
            import static dev.rollback.testkit.RollbackAssertions.assertThat;
            import static java.time.Duration.*;
            import dev.rollback.*;
            import dev.rollback.aws.AwsTargets;
            import dev.rollback.aws.cloudwatch.*;
            import dev.rollback.examples.*;
            import dev.rollback.health.*;
            import dev.rollback.journal.*;
            import dev.rollback.notify.*;
            import dev.rollback.run.RunId;
            import dev.rollback.target.*;
            import dev.rollback.target.RemoteCall.Limit;
            import dev.rollback.testkit.*;
            import java.nio.file.Path;
            import java.time.Instant;
            import java.util.*;
            import java.util.concurrent.Callable;
            import java.util.stream.Stream;
            import org.junit.jupiter.api.Test;
            """;

    @TempDir
    Path classes;

    @ParameterizedTest
    @CsvSource({
        "README.md, 3",
        "docs/writing-a-target.md, 2",
        "docs/durability.md, 3",
        "docs/messages.md, 3",
        "docs/guards.md, 1"
    })
    void shows_java_that_compiles(String page, int expected) throws IOException {
        List<String> blocks = blocks(Files.readString(page(page)));

        for (int i = 0; i < blocks.size(); i++) {
            assertThat(errors("Shown" + i, blocks.get(i))).as(blocks.get(i)).isEmpty();
        }

        assertThat(blocks).hasSize(expected);
    }

    /** As it stands there, indentation and line breaks apart. */
    @ParameterizedTest
    @CsvSource({"docs/rehearsing.md, 9", "docs/judgement.md, 4", "docs/checks.md, 2"})
    void a_guide_shows_code_that_is_run(String guide, int least) throws IOException {
        String sources = Stream.of(House.productionSources(), House.testSources())
                .flatMap(List::stream)
                .filter(source -> House.nameOf(source).startsWith("examples"))
                .map(source -> squeezed(Sources.textOf(source)))
                .collect(Collectors.joining());

        List<String> blocks = blocks(Files.readString(page(guide)));

        assertThat(blocks)
                .hasSizeGreaterThanOrEqualTo(least)
                .allSatisfy(block -> assertThat(sources).as(block).contains(squeezed(block)));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void shows_java_early_and_stays_short() throws IOException {
        List<String> lines = Files.readAllLines(page("README.md"));

        assertThat(lines.indexOf("```java")).isBetween(0, 24);
        assertThat(lines).hasSizeLessThanOrEqualTo(150);
    }

    private static Path page(String name) {
        Path here = Path.of(name);
        return Files.exists(here) ? here : Path.of("..").resolve(name);
    }

    private static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private String errors(String name, String block) {
        String members = block.contains("@Test") || block.contains("record ")
                ? block
                : "void shown(AwsTargets aws, Instant incidentStart, RollbackPlan checkout, Callable<String> deployment) {"
                        + block + "}";
        String source = IMPORTS + "class " + name + " {\n" + members + "}\n";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        compiler.getTask(errors, null, null, options, null, List.of(new Source(name, source)))
                .call();
        return errors.toString();
    }

    /** Source code in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
