package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Loads the testkit without some of the SDK's modules, as a build has it that does not need them. */
class MissingModuleTest {

    @Test
    void names_the_module_to_add() throws Exception {
        try (URLClassLoader loader = without("lambda")) {
            Callable<?> asking = asking(loader);

            assertThatThrownBy(asking::call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("The fake of lambda needs the SDK module software.amazon.awssdk:lambda")
                    .hasMessageContaining("Add it to your build")
                    .hasCauseInstanceOf(NoClassDefFoundError.class);
        }
    }

    @Test
    void needs_no_module_but_those_of_the_services_asked_for() throws Exception {
        try (URLClassLoader loader = without("ecs", "ecr", "cloudtrail", "sts", "iam", "ssm", "cloudwatch")) {
            Object lambda = asking(loader).call();

            assertThat(lambda.getClass().getSimpleName()).isEqualTo("FakeLambda");
        }
    }

    /** Asks a world for its Lambda; loaded apart, so that it sees only some of the modules. */
    public static final class Asking implements Callable<Object> {
        @Override
        public Object call() {
            return FakeAws.in("eu-west-1", "123456789012").lambda();
        }
    }

    private static Callable<?> asking(ClassLoader loader) throws ReflectiveOperationException {
        return (Callable<?>)
                loader.loadClass(Asking.class.getName()).getConstructor().newInstance();
    }

    private static URLClassLoader without(String... modules) throws IOException {
        List<URL> kept = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            if (List.of(modules).stream().noneMatch(module -> isModule(entry, module))) {
                kept.add(url(entry));
            }
        }
        return new URLClassLoader(kept.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static boolean isModule(String entry, String module) {
        return entry.replace(File.separatorChar, '/').contains("/software/amazon/awssdk/" + module + "/");
    }

    private static URL url(String entry) throws MalformedURLException {
        return new File(entry).toURI().toURL();
    }
}
