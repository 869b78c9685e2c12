package dev.rollback.aws.contract;

/** What an emulator is known not to do as AWS documents. The fakes have none. */
enum Deviation {
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
    DELETED_VERSION_IN_USE("refuse to delete a version that an alias points to");

    private final String text;

    Deviation(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
