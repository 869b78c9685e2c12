package dev.rollback.aws.contract;

/** What an emulator is known not to do as AWS documents. The fakes have none. */
enum Deviation {
    PAGES_OF_VERSIONS_AND_MARKERS("page versions and markers together"),
    COPY_DROPS_CLASS("drop the storage class when copying"),
    CONDITIONAL_COPY("refuse a copy whose condition on the destination does not hold"),
    CONDITIONAL_DELETE("refuse to place a marker on an object of another entity tag"),
    UNKNOWN_CLUSTER("refuse to describe the services of an unknown cluster"),
    TOO_MANY_SERVICES("refuse to describe more than 10 services at once"),
    ROLLOUT("show a new primary deployment that completes after UpdateService"),
    OLD_DEPLOYMENT_LEAVES("take the old deployment off once the new one is complete"),
    UNKNOWN_DEFINITION("refuse an unknown task definition"),
    INACTIVE_DEFINITION("refuse an inactive task definition"),
    DEFINITIONS_IN_ORDER("list task definitions newest first, in pages"),
    SERVICE_DEPLOYMENTS("list the deployments of a service"),
    UNKNOWN_IMAGE("refuse to describe an unknown image"),
    UNKNOWN_VERSION("refuse to point an alias to an unknown version"),
    STALE_REVISION("refuse an alias update with a stale revision id"),
    REVISION_CHANGES("give an alias a new revision id at each update"),
    UNCHANGED_PUBLISH("publish no new version when nothing has changed"),
    VERSION_PAGES("list versions in pages"),
    NO_PROVISIONED_CONCURRENCY("say that there is no provisioned concurrency"),
    WEIGHT_ON_ITSELF("refuse a weight on the version that the alias points to"),
    DELETED_VERSION_IN_USE("refuse to delete a version that an alias points to"),
    COMPLETED_AS_WRITTEN("write the status of a completed invalidation as Completed"),
    SAME_REFERENCE("answer the invalidation that a caller reference already made"),
    OTHER_PATHS("refuse a used caller reference with other paths"),
    QUANTITY_OF_PATHS("refuse a quantity that is not that of the paths"),
    PATH_RULES("refuse paths that do not begin with a slash, are not encoded, too long, or have a wildcard within"),
    TOO_MANY_IN_PROGRESS("refuse more than 15 wildcards in progress"),
    BATCH_TOO_LARGE("refuse a batch of more than 3,000 paths"),
    INVALIDATIONS_NEWEST_FIRST("list invalidations newest first"),
    INVALIDATION_PAGES("list invalidations in pages"),
    LISTED_NAMES("list applications and profiles"),
    VERSION_DESCRIPTION("keep the description of a hosted version"),
    STALE_VERSION_NUMBER("refuse a hosted version made under a stale number"),
    NUMBERS_USED_ONCE("never use the number of a deleted hosted version again"),
    HOSTED_VERSIONS_LISTED("list hosted versions"),
    HOSTED_VERSION_PAGES("list hosted versions in pages"),
    FORM_OF_FLAGS("refuse malformed feature flags"),
    DEPLOYMENTS("keep environments, strategies and deployments of configurations"),
    DEPLOYMENTS_NEWEST_FIRST("list deployments of configurations newest first"),
    DEPLOYMENT_PAGES("list deployments of configurations in pages"),
    UNKNOWN_CONFIGURATION("refuse to deploy an unknown hosted version"),
    LABEL_RESOLVED("deploy a hosted version by its label and tell its number"),
    VALIDATORS("refuse to deploy what a validator refuses"),
    NO_DATA_ROLLS_BACK("roll a deployment of a configuration back while an alarm lacks data");

    private final String text;

    Deviation(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
