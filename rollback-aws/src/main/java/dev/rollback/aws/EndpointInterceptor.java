package dev.rollback.aws;

import dev.rollback.aws.sdk.UnreachableEndpointException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Adds the endpoint to the failure of a connection; the SDK says "connection refused" and not by whom. */
final class EndpointInterceptor implements ExecutionInterceptor {

    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        Throwable failure = context.exception();
        Throwable root = unreachable(failure);
        if (root == null || context.httpRequest().isEmpty()) {
            return failure;
        }
        String endpoint = endpoint(context.httpRequest().get());
        return SdkClientException.builder()
                .message(failure.getMessage())
                .cause(new UnreachableEndpointException(endpoint, root))
                .build();
    }

    private static @Nullable Throwable unreachable(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ConnectException
                    || each instanceof UnknownHostException
                    || each instanceof NoRouteToHostException) {
                return each;
            }
        }
        return null;
    }

    private static String endpoint(SdkHttpRequest request) {
        return request.protocol() + "://" + request.host() + ":" + request.port();
    }
}
