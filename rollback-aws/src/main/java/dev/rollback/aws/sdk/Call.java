package dev.rollback.aws.sdk;

/**
 * A call that failed, for the message about it.
 *
 * @param operation for example {@code lambda:UpdateAlias}
 * @param resource for people; may be empty
 * @param region where it went
 * @param write whether it changes something
 */
record Call(String operation, String resource, String region, boolean write) {

    String where() {
        return operation + (resource.isEmpty() ? "" : " on " + resource) + " in " + region;
    }
}
