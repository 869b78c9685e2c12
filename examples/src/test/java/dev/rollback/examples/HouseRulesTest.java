package dev.rollback.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * The law of the house: which room may know which, and what nobody may do. Each rule says why it is there; if one makes
 * a piece of code worse, change the rule and say why in {@code docs/adr}.
 */
class HouseRulesTest {

    private static final JavaClasses PRODUCTION = House.productionClasses();
    private static final JavaClasses TESTS = House.testClasses();

    private static final String FRONT_DOOR = "dev.rollback";
    private static final String TARGET = "dev.rollback.target..";
    private static final String HEALTH = "dev.rollback.health..";
    private static final String TIME = "dev.rollback.time..";
    private static final String RUN = "dev.rollback.run..";
    private static final String JOURNAL = "dev.rollback.journal..";
    private static final String LEASE = "dev.rollback.lease..";
    private static final String AWS = "dev.rollback.aws..";
    private static final String AWS_SDK_ROOM = "dev.rollback.aws.sdk..";
    private static final String TESTKIT = "dev.rollback.testkit..";
    private static final String EXAMPLES = "dev.rollback.examples..";
    private static final String FAILSAFE = "dev.failsafe..";

    @Test
    void ports_and_heart_do_not_know_the_front_door() {
        noClasses()
                .that()
                .resideInAnyPackage(TARGET, HEALTH, TIME, LEASE, RUN, JOURNAL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRONT_DOOR, AWS, TESTKIT)
                .because("a port that knows the front door makes a cycle, and nobody could implement it alone")
                .check(PRODUCTION);
    }

    @Test
    void ports_do_not_know_the_heart_and_the_heart_not_the_journal() {
        noClasses()
                .that()
                .resideInAnyPackage(TARGET, HEALTH, TIME, LEASE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(RUN, JOURNAL)
                .because(
                        "the arrows are: target, health, time, lease <- run <- journal <- front door, and target <- lease")
                .check(PRODUCTION);
        noClasses()
                .that()
                .resideInAPackage(RUN)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(JOURNAL)
                .because("the heart makes events and does not care where they are kept")
                .check(PRODUCTION);
    }

    @Test
    void the_heart_is_pure() {
        noClasses()
                .that()
                .resideInAPackage(RUN)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..",
                                "java.nio..",
                                "java.net..",
                                "java.util.concurrent..",
                                "org.slf4j..",
                                "com.fasterxml..",
                                FAILSAFE)
                        .and(not(belongToAnyOf(URI.class, URISyntaxException.class)))
                        .or(Forbidden.TIME_AND_THREADS))
                .because(
                        "replay, rehearsal and other drivers need a function of state, event and now: no I/O, no clock,"
                                + " no thread; a URI is a value")
                .check(PRODUCTION);
    }

    @Test
    void targets_on_aws_know_ports_front_door_sdk_and_jdk() {
        classes()
                .that()
                .resideInAPackage(AWS)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "javax..",
                                "software.amazon.awssdk..",
                                "org.slf4j..",
                                "org.jspecify..",
                                "com.fasterxml.jackson.core..",
                                "dev.rollback..")
                        .and(not(resideInAnyPackage(TESTKIT, EXAMPLES))))
                .because("production code that needs the testkit would ship the fakes with it")
                .check(PRODUCTION);
    }

    @Test
    void arrows_within_aws_point_from_the_entrance_to_a_service_to_the_sdk_room() {
        noClasses()
                .that()
                .resideInAPackage("dev.rollback.aws.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.rollback.aws")
                .because("AwsTargets makes the targets, so a target that knows it makes a cycle")
                .check(PRODUCTION);
        slices().matching("dev.rollback.aws.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(resideInAPackage(AWS), resideInAPackage(AWS_SDK_ROOM))
                .because("a service's package can be read, tested and left out alone; what all need is in aws.sdk")
                .check(PRODUCTION);
    }

    @Test
    void core_and_testkit_know_no_targets_on_aws() {
        noClasses()
                .that(resideInAPackage("dev.rollback..").and(not(resideInAnyPackage(AWS, EXAMPLES))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(AWS, EXAMPLES)
                .because("a plan is built from clients, real or fake, so that neither side needs to know the other")
                .check(PRODUCTION);
        noClasses()
                .that(resideInAPackage("dev.rollback..").and(not(resideInAnyPackage(AWS, EXAMPLES, TESTKIT))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TESTKIT, "software.amazon.awssdk..")
                .because("the core knows nothing of AWS, and production nothing of the testkit")
                .check(PRODUCTION);
    }

    @Test
    void one_class_touches_failsafe() {
        List<String> touching = outermostWhere(javaClass -> javaClass.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("dev.failsafe")));

        assertThat(touching)
                .as("Failsafe's executors read the real clock: one class holds it, so that it can be replaced")
                .hasSize(1);
    }

    @Test
    void public_signatures_name_neither_failsafe_nor_hidden_types() {
        classes()
                .that()
                .arePublic()
                .should(Signatures.nameOnlyTypesThatCallersMayUse())
                .because(
                        "a caller cannot use what it cannot name, and a library we hide cannot be replaced once it shows")
                .check(PRODUCTION);
    }

    @Test
    void one_class_reads_the_system_clock_or_sleeps() {
        List<String> reading = outermostWhere(Forbidden::readsClockOrSleeps);

        assertThat(reading)
                .as("whoever reads the clock or sleeps cannot be rehearsed in virtual time: ask the engine's time")
                .containsExactly("dev.rollback.time.SystemTime");
    }

    @Test
    void tests_do_not_sleep_or_read_the_clock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.rollback.examples.killed..") // real processes die in real time
                .should(Forbidden.readClockOrSleep())
                .because("a test that waits is slow on a good day and wrong on a bad one: use virtual time or a latch")
                .check(TESTS);
    }

    @Test
    void nobody_uses_randomness_without_a_seed() {
        noClasses()
                .that(not(belongTo("dev.rollback.EngineOptions"))) // draws the seed where none was given
                .should(Forbidden.useUnseededRandomness())
                .because("a failure must be repeatable from its seed, tests included")
                .check(PRODUCTION);
        noClasses()
                .should(Forbidden.useUnseededRandomness())
                .because("a failure must be repeatable from its seed, tests included")
                .check(TESTS);
    }

    @Test
    void core_and_testkit_use_ordered_collections() {
        noClasses()
                .that(resideInAPackage("dev.rollback..").and(not(resideInAnyPackage(AWS, EXAMPLES))))
                .should(Forbidden.useUnorderedCollections())
                .because("they iterate differently in each JVM, and the same seed must give the same trace on any:"
                        + " use LinkedHashMap, TreeMap or List")
                .check(PRODUCTION);
    }

    @Test
    void packages_form_no_cycle() {
        slices().assignedFrom(new EachPackage())
                .should()
                .beFreeOfCycles()
                .because("packages in a cycle are one package with more names")
                .check(PRODUCTION);
    }

    @Test
    void public_concrete_classes_are_final() {
        classes()
                .that(not(INTERFACES))
                .and()
                .arePublic()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .and()
                .areNotEnums()
                .and()
                .doNotHaveFullyQualifiedName("dev.rollback.RollbackException") // the parent of what callers catch
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("a class that was not designed to be extended breaks whoever extends it")
                .check(PRODUCTION);
    }

    @Test
    void no_package_is_called_internal_or_util() {
        noClasses()
                .should()
                .resideInAnyPackage("..internal..", "..impl..", "..util..", "..common..", "..helper..")
                .because("such names say where something was put and not what it is; hidden code sits package-private"
                        + " beside its front door")
                .check(PRODUCTION);
    }

    @Test
    void every_package_is_null_marked() {
        List<String> unmarked = PRODUCTION.stream()
                .map(JavaClass::getPackage)
                .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
                .map(javaPackage -> javaPackage.getName())
                .distinct()
                .toList();

        assertThat(unmarked)
                .as("packages without @NullMarked in their package-info: NullAway looks only at marked ones")
                .isEmpty();
    }

    @Test
    void nobody_but_examples_uses_the_standard_streams() {
        noClasses()
                .that()
                .resideOutsideOfPackage(EXAMPLES)
                .should(ACCESS_STANDARD_STREAMS)
                .because("the streams belong to the application; a library returns text or logs")
                .check(PRODUCTION);
    }

    @Test
    void logging_goes_through_slf4j() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.apache.log4j..")
                                .or(Forbidden.SYSTEM_LOGGER))
                .because("the application decides where the log goes, and the run id travels in SLF4J's MDC")
                .check(PRODUCTION);
    }

    @Test
    void tests_are_called_as_what_they_show() {
        methods()
                .that()
                .areAnnotatedWith(Test.class)
                .or()
                .areAnnotatedWith(ParameterizedTest.class)
                .should()
                .haveNameMatching("[a-z][a-z0-9_]*")
                .because("the list of tests reads as the list of what the library does")
                .check(TESTS);
    }

    @Test
    void the_rules_have_seen_the_code() {
        assertThat(PRODUCTION).as("production classes seen").hasSizeGreaterThan(450);
        assertThat(TESTS).as("test classes seen").hasSizeGreaterThan(80);
    }

    private static DescribedPredicate<JavaClass> belongTo(String outermost) {
        return DescribedPredicate.describe(
                "belong to " + outermost, type -> outermost(type).equals(outermost));
    }

    private static List<String> outermostWhere(Predicate<JavaClass> condition) {
        return PRODUCTION.stream()
                .filter(condition)
                .map(HouseRulesTest::outermost)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }

    private static String outermost(JavaClass javaClass) {
        return javaClass.getEnclosingClass().map(HouseRulesTest::outermost).orElseGet(javaClass::getName);
    }

    /** Takes each package as a slice of its own, the root package included. */
    private static final class EachPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().startsWith("dev.rollback")
                    ? SliceIdentifier.of(javaClass.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
