package dev.rollback.aws.lambda;

/**
 * The provisioned concurrency of an alias, which Lambda moves after the alias.
 *
 * @param status READY, IN_PROGRESS or FAILED, or what a newer service says
 * @param available how many executions are there
 * @param wanted how many are asked for
 * @param reason why it failed; empty if it did not
 */
record Provisioned(String status, int available, int wanted, String reason) {

    /** What may be there although the caller may not look. */
    static final Provisioned UNSEEN = new Provisioned("UNKNOWN", 0, 0, "no permission to look");

    boolean isReady() {
        return status.equals("READY");
    }

    boolean isFailed() {
        return status.equals("FAILED");
    }

    double share() {
        return wanted == 0 ? 0 : Math.min(1, (double) available / wanted);
    }

    @Override
    public String toString() {
        return status + " " + available + " of " + wanted + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
