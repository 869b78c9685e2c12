package dev.rollback.aws.ecs;

/** Names of the facts that versions of a service carry. They are part of what a journal keeps: change none. */
final class Facts {

    /** Full ARN of the task definition. */
    static final String DEFINITION = "definition";

    /** ARN of the service revision that recorded it. */
    static final String REVISION = "revision";

    /** Id of the deployment that is PRIMARY. */
    static final String DEPLOYMENT = "deployment";

    /** When that deployment was created, by the service's clock. */
    static final String DEPLOYED_AT = "deployedAt";

    /** Full ARNs of the definitions that run beside it while a deployment is open, parted by blanks. */
    static final String BESIDE = "beside";

    /** Prefix: image of a container as its definition names it. */
    static final String IMAGE = "image.";

    /** Prefix: digest of the image that a container ran. */
    static final String DIGEST = "digest.";

    /** Set when the definition has to be registered first, with the images pinned: names why. */
    static final String REGISTER = "register";

    static final String CONTROLLER = "controller";
    static final String STRATEGY = "strategy";
    static final String DESIRED = "desired";
    static final String RUNNING = "running";
    static final String PENDING = "pending";

    private Facts() {}
}
