package dev.rollback.aws.ecs;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Assessment;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;

/** Loads the target without the SDK's optional modules, as a build has it that does not add them. */
class MissingModulesTest {

    @Test
    void a_check_without_the_optional_modules_says_what_it_could_not_look_at() throws Exception {
        try (URLClassLoader loader = without("iam", "ssm", "secretsmanager", "eventbridge")) {
            Callable<?> checking = (Callable<?>)
                    loader.loadClass(Checking.class.getName()).getConstructor().newInstance();

            assertThat(String.valueOf(checking.call()))
                    .contains("NOTE IAM_UNKNOWN: The SDK module \"iam\" is not on the class path")
                    .contains("NOTE SSM_UNKNOWN")
                    .contains("NOTE SECRETSMANAGER_UNKNOWN")
                    .contains("The SDK module \"eventbridge\" is not on the class path")
                    .doesNotContain("HARD");
        }
    }

    /** Checks a change; loaded apart, so that it sees only some of the modules. */
    public static final class Checking implements Callable<String> {
        @Override
        public String call() {
            Drive drive = new Drive();
            ContainerDefinition container = ContainerDefinition.builder()
                    .name("app")
                    .image("123456789012.dkr.ecr.eu-west-1.amazonaws.com/checkout:41")
                    .secrets(
                            secret("DB", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"),
                            secret("TOKEN", "/checkout/token"))
                    .build();
            drive.world
                    .ecs()
                    .service("prod", "checkout")
                    .definition(
                            "41",
                            d -> d.containerDefinitions(container)
                                    .executionRoleArn("arn:aws:iam::123456789012:role/checkout"))
                    .ran("41", ofDays(30))
                    .deployed("42", ofMinutes(20));
            Assessment assessment = drive.check(drive.to("checkout:41"));
            return assessment.findings().toString();
        }

        private static Secret secret(String name, String from) {
            return Secret.builder().name(name).valueFrom(from).build();
        }
    }

    private static URLClassLoader without(String... modules) throws MalformedURLException {
        List<URL> kept = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            String path = entry.replace(File.separatorChar, '/');
            if (List.of(modules).stream()
                    .noneMatch(module -> path.contains("/software/amazon/awssdk/" + module + "/"))) {
                kept.add(new File(entry).toURI().toURL());
            }
        }
        return new URLClassLoader(kept.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
