package dev.rollback.aws.lambda;

/**
 * What GetAlias shows.
 *
 * @param routing where the traffic goes
 * @param revision changes with every update; lets an update be refused when somebody else came first
 */
record AliasState(Routing routing, String revision) {}
