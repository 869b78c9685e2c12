package dev.rollback.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * What the RDS target takes for granted of instances: their names and renames, what changes when, whom RDS refuses. Of snapshots and restores tells
 * {@link RdsRestoreContract}, of clusters {@link RdsClusterContract}.
 *
 * <p>No emulator has time pass: that an instance is creating, backing up and modifying before it can be used, that a rename shows in no status at first and
 * takes a while, and that a busy instance is refused, is documented and unproven on the wire. So is that a modification is pending until the maintenance
 * window.
 */
interface RdsContract {

    /** Longer than anything takes. */
    Duration LONG_ENOUGH = Duration.ofMinutes(40);

    /** Names of different tests differ, so that an emulator need not be emptied. */
    AtomicInteger NAMES = new AtomicInteger();

    Subject subject();

    private RdsClient rds() {
        return subject().client(RdsClient.class);
    }

    /** A name that nothing has yet. */
    static String name(String kind) {
        return kind + "-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
    }

    /** Only what has this value. */
    static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    /** Makes an instance and waits until it can be used. */
    static String instance(Subject subject, Consumer<CreateDbInstanceRequest.Builder> settings) {
        String name = name("db");
        subject.client(RdsClient.class)
                .createDBInstance(request -> request.dbInstanceIdentifier(name)
                        .engine("postgres")
                        .dbInstanceClass("db.m6g.large")
                        .allocatedStorage(100)
                        .masterUsername("app")
                        .masterUserPassword("not-a-secret")
                        .backupRetentionPeriod(7)
                        .applyMutation(settings));
        subject.pass(LONG_ENOUGH);
        return name;
    }

    /** The instance of that name, now. */
    static DBInstance shown(Subject subject, String name) {
        return subject.client(RdsClient.class)
                .describeDBInstances(request -> request.dbInstanceIdentifier(name))
                .dbInstances()
                .get(0);
    }

    /** Requires that RDS refuses in this way. */
    static void refuses(ThrowingCallable call, int status, String code) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(refusal.statusCode()).isEqualTo(status);
    }

    private String instance() {
        return instance(subject(), settings -> {});
    }

    private DBInstance shown(String name) {
        return shown(subject(), name);
    }

    private void modify(String name, Consumer<ModifyDbInstanceRequest.Builder> change) {
        rds().modifyDBInstance(request ->
                request.dbInstanceIdentifier(name).applyImmediately(true).applyMutation(change));
    }

    @Test
    default void an_instance_shows_what_it_is_and_what_is_attached_to_it() {
        String name = instance();

        DBInstance shown = shown(name);

        assertThat(shown.dbInstanceStatus()).isEqualTo("available");
        assertThat(shown.dbiResourceId()).startsWith("db-");
        assertThat(shown.dbInstanceArn()).endsWith(":db:" + name);
        assertThat(shown.endpoint().address()).isNotBlank();
        assertThat(shown.dbParameterGroups())
                .extracting(DBParameterGroupStatus::dbParameterGroupName)
                .singleElement()
                .asString()
                .startsWith("default.postgres");
    }

    @Test
    default void an_unknown_instance_is_not_there() {
        refuses(() -> shown("nobody"), 404, "DBInstanceNotFound");
        refuses(() -> modify("nobody", change -> change.deletionProtection(true)), 404, "DBInstanceNotFound");
    }

    @Test
    default void two_instances_do_not_have_one_name() {
        String name = instance();

        refuses(
                () -> rds().createDBInstance(request -> request.dbInstanceIdentifier(name)
                        .engine("postgres")
                        .dbInstanceClass("db.m6g.large")
                        .allocatedStorage(100)
                        .masterUsername("app")
                        .masterUserPassword("not-a-secret")),
                400,
                "DBInstanceAlreadyExists");
    }

    @Test
    default void names_are_kept_in_small_letters_and_found_in_any() throws Exception {
        String name = instance();

        subject()
                .keepsUnless(
                        Deviation.DATABASE_NAMES_IN_ANY_LETTERS,
                        () -> assertThat(shown(name.toUpperCase(Locale.ROOT)).dbInstanceIdentifier())
                                .isEqualTo(name));
    }

    @Test
    default void names_that_rds_does_not_take_are_refused() throws Exception {
        String name = instance();

        subject().keepsUnless(Deviation.DATABASE_NAME_RULES, () -> {
            for (String bad : List.of("9-lives", "two--hyphens", "at-the-end-", "under_score", "a".repeat(64))) {
                refuses(
                        () -> modify(name, change -> change.newDBInstanceIdentifier(bad)),
                        400,
                        "InvalidParameterValue");
            }
        });
    }

    @Test
    default void an_instance_is_creating_before_it_is_available() throws Exception {
        String name = name("db");
        rds().createDBInstance(request -> request.dbInstanceIdentifier(name)
                .engine("postgres")
                .dbInstanceClass("db.m6g.large")
                .allocatedStorage(100)
                .masterUsername("app")
                .masterUserPassword("not-a-secret"));

        subject()
                .keepsUnless(
                        Deviation.CREATING_DATABASE,
                        () -> assertThat(shown(name).dbInstanceStatus()).isEqualTo("creating"));
        subject().pass(LONG_ENOUGH);
        assertThat(shown(name).dbInstanceStatus()).isEqualTo("available");
    }

    @Test
    default void a_renamed_instance_keeps_its_resource_id_and_leaves_its_old_name() throws Exception {
        String old = instance();
        String name = name("renamed");
        String resource = shown(old).dbiResourceId();

        modify(old, change -> change.newDBInstanceIdentifier(name));
        subject().pass(LONG_ENOUGH);

        subject().keepsUnless(Deviation.DATABASE_RENAME, () -> {
            assertThat(shown(name).dbiResourceId()).isEqualTo(resource);
            assertThat(shown(name).dbInstanceArn()).endsWith(":db:" + name);
            assertThat(shown(name).dbInstanceStatus()).isEqualTo("available");
            refuses(() -> shown(old), 404, "DBInstanceNotFound");
        });
    }

    @Test
    default void the_status_shows_nothing_of_a_rename_at_first() throws Exception {
        String old = instance();
        String name = name("renamed");

        modify(old, change -> change.newDBInstanceIdentifier(name));

        subject().keepsUnless(Deviation.RENAME_TAKES_TIME, () -> {
            assertThat(shown(old).dbInstanceStatus()).isEqualTo("available");
            assertThat(shown(old).pendingModifiedValues().dbInstanceIdentifier())
                    .isEqualTo(name);
            refuses(() -> shown(name), 404, "DBInstanceNotFound");
        });
    }

    @Test
    default void a_rename_onto_another_instance_is_refused() throws Exception {
        String one = instance();
        String other = instance();

        subject()
                .keepsUnless(
                        Deviation.RENAME_ONTO_ANOTHER,
                        () -> refuses(
                                () -> modify(one, change -> change.newDBInstanceIdentifier(other)),
                                400,
                                "DBInstanceAlreadyExists"));
    }

    @Test
    default void what_is_not_to_be_applied_immediately_is_pending() throws Exception {
        String name = instance();

        rds().modifyDBInstance(request -> request.dbInstanceIdentifier(name).dbInstanceClass("db.m6g.xlarge"));
        subject().pass(LONG_ENOUGH);

        subject().keepsUnless(Deviation.PENDING_MODIFICATIONS, () -> {
            assertThat(shown(name).dbInstanceClass()).isEqualTo("db.m6g.large");
            assertThat(shown(name).pendingModifiedValues().dbInstanceClass()).isEqualTo("db.m6g.xlarge");
        });
    }

    @Test
    default void what_is_to_be_applied_immediately_is_applied() {
        String name = instance();

        modify(
                name,
                change -> change.dbInstanceClass("db.m6g.xlarge")
                        .deletionProtection(true)
                        .backupRetentionPeriod(14));
        subject().pass(LONG_ENOUGH);

        DBInstance shown = shown(name);
        assertThat(shown.dbInstanceClass()).isEqualTo("db.m6g.xlarge");
        assertThat(shown.deletionProtection()).isTrue();
        assertThat(shown.backupRetentionPeriod()).isEqualTo(14);
    }

    @Test
    default void another_parameter_group_waits_for_a_reboot() throws Exception {
        String name = instance();
        String group = name("params");
        String family =
                shown(name).dbParameterGroups().get(0).dbParameterGroupName().substring("default.".length());
        rds().createDBParameterGroup(request -> request.dbParameterGroupName(group)
                .dbParameterGroupFamily(family)
                .description("contract"));

        modify(name, change -> change.dbParameterGroupName(group));
        subject().pass(LONG_ENOUGH);

        assertThat(shown(name).dbParameterGroups().get(0).dbParameterGroupName())
                .isEqualTo(group);
        subject().keepsUnless(Deviation.PENDING_REBOOT, () -> {
            assertThat(shown(name).dbParameterGroups().get(0).parameterApplyStatus())
                    .isEqualTo("pending-reboot");
            rds().rebootDBInstance(request -> request.dbInstanceIdentifier(name));
            subject().pass(LONG_ENOUGH);
            assertThat(shown(name).dbParameterGroups().get(0).parameterApplyStatus())
                    .isEqualTo("in-sync");
        });
    }

    @Test
    default void a_busy_instance_is_refused() throws Exception {
        String name = instance();
        rds().rebootDBInstance(request -> request.dbInstanceIdentifier(name));

        subject()
                .keepsUnless(
                        Deviation.BUSY_DATABASE,
                        () -> refuses(
                                () -> modify(name, change -> change.deletionProtection(true)),
                                400,
                                "InvalidDBInstanceState"));
    }

    @Test
    default void a_protected_instance_is_not_deleted() {
        String name = instance(subject(), settings -> settings.deletionProtection(true));

        refuses(
                () -> rds().deleteDBInstance(
                                request -> request.dbInstanceIdentifier(name).skipFinalSnapshot(true)),
                400,
                "InvalidParameterCombination");
    }

    @Test
    default void tags_are_added_and_listed_by_arn() {
        String name = instance(
                subject(),
                settings ->
                        settings.tags(Tag.builder().key("team").value("orders").build()));
        String arn = shown(name).dbInstanceArn();

        rds().addTagsToResource(request -> request.resourceName(arn)
                .tags(Tag.builder().key("rollback").value("1").build()));

        assertThat(rds().listTagsForResource(request -> request.resourceName(arn))
                        .tagList())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactlyInAnyOrder("team=orders", "rollback=1");
        assertThat(shown(name).tagList()).hasSize(2);
    }

    @Test
    default void instances_are_found_by_resource_id() throws Exception {
        String name = instance();
        String resource = shown(name).dbiResourceId();

        subject()
                .keepsUnless(
                        Deviation.DATABASES_BY_RESOURCE,
                        () -> assertThat(rds().describeDBInstances(
                                                request -> request.filters(filter("dbi-resource-id", resource)))
                                        .dbInstances())
                                .extracting(DBInstance::dbInstanceIdentifier)
                                .containsExactly(name));
    }

    @Test
    default void pages_have_20_to_100_entries() throws Exception {
        subject().keepsUnless(Deviation.DATABASE_PAGES, () -> {
            refuses(() -> rds().describeDBInstances(request -> request.maxRecords(19)), 400, "InvalidParameterValue");
            refuses(() -> rds().describeDBInstances(request -> request.maxRecords(101)), 400, "InvalidParameterValue");
        });
    }

    @Test
    default void what_is_unknown_around_an_instance_is_not_there() throws Exception {
        subject()
                .keepsUnless(
                        Deviation.UNKNOWN_PARAMETER_GROUP,
                        () -> refuses(
                                () -> rds().describeDBParameterGroups(
                                                request -> request.dbParameterGroupName("nobody")),
                                404,
                                "DBParameterGroupNotFound"));
        refuses(
                () -> rds().describeOptionGroups(request -> request.optionGroupName("nobody")),
                404,
                "OptionGroupNotFoundFault");
        refuses(
                () -> rds().describeDBSubnetGroups(request -> request.dbSubnetGroupName("nobody")),
                404,
                "DBSubnetGroupNotFoundFault");
        subject()
                .keepsUnless(
                        Deviation.UNKNOWN_PROXY,
                        () -> refuses(
                                () -> rds().describeDBProxyTargets(request -> request.dbProxyName("nobody")),
                                404,
                                "DBProxyNotFoundFault"));
    }

    @Test
    default void an_instance_without_a_blue_green_deployment_shows_none() throws Exception {
        String arn = shown(instance()).dbInstanceArn();

        subject()
                .keepsUnless(
                        Deviation.BLUE_GREEN_DEPLOYMENTS,
                        () -> assertThat(rds().describeBlueGreenDeployments(
                                                request -> request.filters(filter("source", arn)))
                                        .blueGreenDeployments())
                                .isEmpty());
    }
}
