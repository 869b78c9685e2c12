package dev.rollback.examples.killed;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Requests, responses and refusals of any AWS service in a form that Java serialises, and back. What it does not know it names. */
final class Pojos {

    private Pojos() {}

    /** A request, a response or a part of one: its class, its members that are set by their place, and for a response what came over HTTP. */
    private record Pojo(
            String type,
            TreeMap<Integer, Serializable> members,
            @Nullable Reply reply) implements Serializable {}

    /** Status and headers. */
    private record Reply(int status, TreeMap<String, ArrayList<String>> headers) implements Serializable {

        static @Nullable Reply of(@Nullable SdkHttpResponse response) {
            if (response == null) {
                return null;
            }
            TreeMap<String, ArrayList<String>> headers = new TreeMap<>();
            response.headers().forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
            return new Reply(response.statusCode(), headers);
        }

        SdkHttpResponse response() {
            var builder = SdkHttpResponse.builder().statusCode(status);
            headers.forEach(builder::putHeader);
            return builder.build();
        }
    }

    /** What a service refused with. */
    private record Refusal(
            String type,
            int status,
            @Nullable String message,
            @Nullable String code,
            @Nullable String service,
            @Nullable String request,
            @Nullable Reply reply)
            implements Serializable {}

    static @Nullable Serializable write(@Nullable Object value) {
        if (value instanceof SdkPojo pojo) {
            return pojo(pojo);
        }
        if (value instanceof SdkBytes bytes) {
            return bytes.asByteArray();
        }
        if (value instanceof List<?> list) {
            ArrayList<Serializable> copy = new ArrayList<>();
            list.forEach(item -> copy.add(write(item)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            LinkedHashMap<Serializable, Serializable> copy = new LinkedHashMap<>();
            map.forEach((name, item) -> copy.put(write(name), write(item)));
            return copy;
        }
        if (value == null
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Instant) {
            return (Serializable) value;
        }
        throw new IllegalStateException("A " + value.getClass().getName()
                + " cannot be sent to another process: expected what members of requests are made of. Teach Pojos.");
    }

    private static Pojo pojo(SdkPojo pojo) {
        TreeMap<Integer, Serializable> members = new TreeMap<>();
        List<SdkField<?>> fields = pojo.sdkFields();
        for (int i = 0; i < fields.size(); i++) {
            Object value = fields.get(i).getValueOrDefault(pojo);
            boolean unset = value == null
                    || value instanceof SdkAutoConstructList<?>
                    || value instanceof SdkAutoConstructMap<?, ?>;
            if (!unset) {
                members.put(i, write(value));
            }
        }
        Reply reply = pojo instanceof SdkResponse response ? Reply.of(response.sdkHttpResponse()) : null;
        return new Pojo(pojo.getClass().getName(), members, reply);
    }

    static @Nullable Object read(@Nullable Serializable written) {
        if (written instanceof Pojo pojo) {
            return built(pojo);
        }
        if (written instanceof byte[] bytes) {
            return SdkBytes.fromByteArray(bytes);
        }
        if (written instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(read((Serializable) item)));
            return copy;
        }
        if (written instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, item) -> copy.put(read((Serializable) name), read((Serializable) item)));
            return copy;
        }
        return written;
    }

    private static Object built(Pojo pojo) {
        SdkPojo builder = (SdkPojo) builder(pojo.type());
        List<SdkField<?>> fields = builder.sdkFields();
        pojo.members().forEach((place, value) -> fields.get(place).set(builder, read(value)));
        if (builder instanceof SdkResponse.Builder response && pojo.reply() != null) {
            response.sdkHttpResponse(pojo.reply().response());
        }
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private static Object builder(String type) {
        try {
            return Class.forName(type).getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no builder", e);
        }
    }

    /** A refusal of a service; whatever else went wrong as it is. */
    static Serializable refusal(Throwable failure) {
        if (!(failure instanceof AwsServiceException refused)) {
            return failure;
        }
        AwsErrorDetails details = refused.awsErrorDetails();
        return new Refusal(
                failure.getClass().getName(),
                refused.statusCode(),
                details == null ? refused.getMessage() : details.errorMessage(),
                details == null ? null : details.errorCode(),
                details == null ? null : details.serviceName(),
                refused.requestId(),
                details == null ? null : Reply.of(details.sdkHttpResponse()));
    }

    static Throwable thrown(Serializable refusal) {
        if (!(refusal instanceof Refusal refused)) {
            return (Throwable) refusal;
        }
        AwsErrorDetails.Builder details = AwsErrorDetails.builder()
                .errorCode(refused.code())
                .errorMessage(refused.message())
                .serviceName(refused.service());
        if (refused.reply() != null) {
            details.sdkHttpResponse(refused.reply().response());
        }
        return ((AwsServiceException.Builder) builder(refused.type()))
                .message(refused.message())
                .statusCode(refused.status())
                .requestId(refused.request())
                .awsErrorDetails(details.build())
                .build();
    }
}
