package dev.rollback.testkit.lambda;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsRequest;

/** Event source mappings: each polls a source and invokes the function, version or alias that it names. */
final class EventSources {
    private final Functions functions;
    private final List<EventSourceMappingConfiguration> mappings = new ArrayList<>();

    EventSources(Functions functions) {
        this.functions = functions;
    }

    EventSourceMappingConfiguration create(CreateEventSourceMappingRequest request) {
        FunctionRef ref = FunctionRef.of(request.functionName());
        boolean enabled = !Boolean.FALSE.equals(request.enabled());
        int batch = request.batchSize() == null ? 10 : request.batchSize();
        return add(arn(ref), request.eventSourceArn(), enabled, batch);
    }

    EventSourceMappingConfiguration add(String functionArn, String sourceArn, boolean enabled, int batchSize) {
        String uuid = functions.account().nextUuid("lambda-event-source");
        EventSourceMappingConfiguration mapping = EventSourceMappingConfiguration.builder()
                .uuid(uuid)
                .eventSourceMappingArn(functions.account().arn("lambda", "event-source-mapping:" + uuid))
                .eventSourceArn(sourceArn)
                .functionArn(functionArn)
                .batchSize(batchSize)
                .state(enabled ? "Enabled" : "Disabled")
                .lastModified(functions.now())
                .build();
        mappings.add(mapping);
        return mapping;
    }

    /** Returns the mappings of exactly the function, version or alias named: a bare name leaves out its aliases'. */
    List<EventSourceMappingConfiguration> list(ListEventSourceMappingsRequest request) {
        String functionArn = request.functionName() == null ? null : arn(FunctionRef.of(request.functionName()));
        String sourceArn = request.eventSourceArn();
        return mappings.stream()
                .filter(mapping -> functionArn == null || mapping.functionArn().equals(functionArn))
                .filter(mapping -> sourceArn == null || mapping.eventSourceArn().equals(sourceArn))
                .toList();
    }

    private String arn(FunctionRef ref) {
        StoredFunction function = functions.get(ref);
        if (ref.qualifier() == null) {
            return function.arn();
        }
        function.resolve(ref.meant());
        return function.arn(ref.meant());
    }
}
