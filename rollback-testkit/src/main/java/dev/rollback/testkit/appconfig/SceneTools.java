package dev.rollback.testkit.appconfig;

/** What scenes work with. */
record SceneTools(AppConfigWorld world, Setup setup, HostedVersions versions, Deployer deployer) {}
