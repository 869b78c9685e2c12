package dev.rollback.target;

/**
 * One call to a service, as the engine sees it: what it is and which limit it draws on. Immutable.
 *
 * @param operation the service's name for it, for example {@code ecs:UpdateService}
 * @param limit the limit that it draws on
 */
public record RemoteCall(String operation, Limit limit) {

    /**
     * What a service allows. Calls of one key share it, across targets, steps and runs of an engine.
     *
     * @param key account, region, service and, where the service has several, the bucket
     * @param burst how many may go at once; at least 1
     * @param perSecond how many more each second; above 0
     */
    public record Limit(String key, int burst, double perSecond) {
        /** Checks the ranges. */
        public Limit {
            if (burst < 1 || !(perSecond > 0)) {
                throw new IllegalArgumentException("Limit " + key + " allows a burst of " + burst + " and " + perSecond
                        + " a second: expected at least 1 and more than 0.");
            }
        }
    }
}
