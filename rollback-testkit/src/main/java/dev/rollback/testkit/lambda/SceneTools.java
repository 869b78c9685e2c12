package dev.rollback.testkit.lambda;

/** What the scenes of a function and its aliases work with. */
record SceneTools(
        Functions functions, Aliases aliases, EventSources eventSources, AliasTrail trail, SceneVersions versions) {

    StoredFunction function() {
        return versions.function();
    }
}
