package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;

/** The calls that look at services and delete them. */
final class ServiceCalls {
    private static final int MOST_DESCRIBED = 10;
    private static final int PAGE = 10;

    private final EcsWorld world;

    ServiceCalls(EcsWorld world) {
        this.world = world;
    }

    DescribeServicesResponse describe(DescribeServicesRequest request) {
        Limits.names(request.services(), MOST_DESCRIBED, "Services");
        List<Service> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        boolean withTags = request.include().contains(ServiceField.TAGS);
        for (String name : request.services()) {
            world.find(request.cluster(), name)
                    .ifPresentOrElse(
                            service -> found.add(new ServiceView(service).show(withTags)),
                            () -> failures.add(missing(request.cluster(), name)));
        }
        return DescribeServicesResponse.builder()
                .services(found)
                .failures(failures)
                .build();
    }

    private Failure missing(@Nullable String cluster, String service) {
        String arn = world.account().arn("ecs", "service/" + EcsWorld.name(cluster) + "/" + EcsWorld.name(service));
        return missing(arn);
    }

    /** What describe calls say of a thing that does not exist; they do not throw. */
    static Failure missing(String arn) {
        return Failure.builder().arn(arn).reason("MISSING").build();
    }

    ListServicesResponse list(ListServicesRequest request) {
        Map<String, ServiceModel> services = world.cluster(request.cluster());
        List<String> arns = services.values().stream()
                .filter(ServiceModel::isActive)
                .filter(service -> lists(service, request))
                .map(service -> service.settings().serviceArn())
                .toList();
        Page<String> page =
                Page.of(arns, request.nextToken(), Limits.page(request.maxResults(), PAGE), EcsErrors::badToken);
        return ListServicesResponse.builder()
                .serviceArns(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean lists(ServiceModel service, ListServicesRequest request) {
        SchedulingStrategy strategy = service.settings().schedulingStrategy();
        return (request.launchType() == null
                        || request.launchType() == service.spec().launchType())
                && (request.schedulingStrategy() == null || request.schedulingStrategy() == strategy);
    }

    DeleteServiceResponse delete(DeleteServiceRequest request) {
        ServiceModel service = world.service(request.cluster(), request.service());
        if (!service.isActive()) {
            throw EcsErrors.serviceNotActive();
        }
        if (service.desired() > 0 && !Boolean.TRUE.equals(request.force())) {
            throw EcsErrors.invalid("The service cannot be stopped while it is scaled above 0.");
        }
        drain(service);
        return DeleteServiceResponse.builder()
                .service(new ServiceView(service).show(false))
                .build();
    }

    private static void drain(ServiceModel service) {
        service.desired(0);
        service.configure(settings -> settings.status("DRAINING"));
        service.fleet().drainOthers(null);
        service.after(service.pace().drain(), () -> service.configure(settings -> settings.status("INACTIVE")));
    }
}
