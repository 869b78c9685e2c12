package dev.rollback.aws.sdk;

import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What it means when a call got no answer at all: no credentials, no connection, no time, an interrupt. */
final class NoAnswer {

    private NoAnswer() {}

    static TargetException map(SdkException failure, Call call) {
        List<Throwable> chain = chain(failure);
        if (chain.stream().anyMatch(NoAnswer::isUnreachable)) {
            return unreachable(failure, chain, call);
        }
        if (chain.stream().anyMatch(NoAnswer::isInterrupt)) {
            return lost(failure, call, "was interrupted before its answer came");
        }
        if (chain.stream().anyMatch(NoAnswer::isTimeOut)) {
            return lost(failure, call, "got no answer in time: " + failure.getMessage());
        }
        if (chain.stream().anyMatch(IOException.class::isInstance)) {
            return lost(failure, call, "lost its connection: " + deepest(chain));
        }
        return fromTheSdk(failure, call);
    }

    /** Nothing was sent, so even a write may be tried again. */
    private static TargetException unreachable(SdkException failure, List<Throwable> chain, Call call) {
        String endpoint = chain.stream()
                .filter(UnreachableEndpointException.class::isInstance)
                .map(e -> ((UnreachableEndpointException) e).endpoint())
                .findFirst()
                .orElse("its endpoint");
        return TargetException.of(
                Kind.TRANSIENT,
                call.where() + " could not reach " + endpoint + ": " + deepest(chain)
                        + ". Expected a service that answers there. Check the network, the region and the endpoint settings (AWS_ENDPOINT_URL,"
                        + " AWS_ENDPOINT_URL_<SERVICE>, endpoint_url of the profile).",
                failure);
    }

    private static TargetException lost(SdkException failure, Call call, String what) {
        Kind kind = call.write() ? Kind.UNKNOWN_OUTCOME : Kind.TRANSIENT;
        return TargetException.of(kind, call.where() + " " + what + ". " + Remedies.of(kind, call), failure);
    }

    private static TargetException fromTheSdk(SdkException failure, Call call) {
        String message = String.valueOf(failure.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("credential") || lower.contains("sso session") || lower.contains("token is expired")) {
            return TargetException.of(
                    Kind.CREDENTIALS,
                    call.where() + " was not sent: " + withoutTheChain(message) + ". "
                            + Remedies.of(Kind.CREDENTIALS, call),
                    failure);
        }
        Kind kind = call.write() ? Kind.UNKNOWN_OUTCOME : Kind.INVALID;
        return TargetException.of(
                kind, call.where() + " failed in the SDK: " + message + ". " + Remedies.of(kind, call), failure);
    }

    /** The SDK tells of every place where it looked for credentials, half a page of its own class names. */
    private static String withoutTheChain(String message) {
        int chain = message.indexOf(" AwsCredentialsProviderChain(");
        return chain < 0 ? message : message.substring(0, chain) + " (environment, profile, container, instance)";
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable each = failure; each != null && !chain.contains(each); each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }

    private static boolean isUnreachable(Throwable each) {
        return each instanceof UnknownHostException
                || each instanceof ConnectException
                || each instanceof NoRouteToHostException;
    }

    private static boolean isInterrupt(Throwable each) {
        return each instanceof AbortedException || each instanceof InterruptedException;
    }

    private static boolean isTimeOut(Throwable each) {
        return each instanceof ApiCallTimeoutException || each instanceof ApiCallAttemptTimeoutException;
    }

    private static String deepest(List<Throwable> chain) {
        Throwable last = chain.get(chain.size() - 1);
        String message = last.getMessage();
        return last.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }
}
