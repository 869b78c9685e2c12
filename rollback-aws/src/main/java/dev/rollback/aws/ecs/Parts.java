package dev.rollback.aws.ecs;

import dev.rollback.aws.sdk.AwsScope;

/** The collaborators that looking at a service and changing it share. */
record Parts(EcsCalls calls, Images images, Definitions definitions, Versions versions, Records records, Goals goals) {

    static Parts of(AwsScope scope, ServiceName name) {
        EcsCalls calls = new EcsCalls(scope, name);
        Images images = new Images(scope);
        Definitions definitions = new Definitions(calls);
        return new Parts(
                calls,
                images,
                definitions,
                new Versions(calls, definitions),
                new Records(calls),
                new Goals(calls, definitions, images));
    }

    Watch watch() {
        return new Watch(records, versions, new Diagnosis(calls), definitions);
    }

    Stopping stopping() {
        return new Stopping(calls, records, watch());
    }
}
