package dev.rollback.testkit.lambda;

import dev.rollback.testkit.account.Fields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.FunctionCode;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.SnapStart;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.SnapStartResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/** Turns what callers send into a function's configuration. */
final class FunctionSettings {
    private static final List<String> PLAIN = List.of(
            "Role", "Handler", "Runtime", "Description", "Timeout", "MemorySize", "DeadLetterConfig", "KMSKeyArn");
    private static final List<String> AT_CREATION = List.of("PackageType", "Architectures");

    private FunctionSettings() {}

    static FunctionConfiguration.Builder initial() {
        return FunctionConfiguration.builder()
                .version("$LATEST")
                .description("")
                .timeout(3)
                .memorySize(128)
                .packageType(PackageType.ZIP)
                .architectures(Architecture.X86_64)
                .snapStart(snapStart(SnapStartApplyOn.NONE));
    }

    static FunctionConfiguration.Builder of(CreateFunctionRequest request) {
        List<String> names = new ArrayList<>(PLAIN);
        names.addAll(AT_CREATION);
        FunctionConfiguration.Builder settings = Fields.copySet(request, initial(), names);
        environment(request.environment(), settings);
        snapStart(request.snapStart(), settings);
        layers(request.layers(), settings);
        FunctionCode code = request.code();
        if (code == null) {
            throw LambdaErrors.invalid("Please provide a source for function code.");
        }
        return code(code.zipFile(), location(code.s3Bucket(), code.s3Key(), code.imageUri()), settings);
    }

    static FunctionConfiguration.Builder changed(
            FunctionConfiguration before, UpdateFunctionConfigurationRequest request) {
        FunctionConfiguration.Builder settings = Fields.copySet(request, before.toBuilder(), PLAIN);
        environment(request.environment(), settings);
        snapStart(request.snapStart(), settings);
        if (request.hasLayers()) {
            layers(request.layers(), settings);
        }
        return settings;
    }

    static FunctionConfiguration.Builder changed(FunctionConfiguration before, UpdateFunctionCodeRequest request) {
        String location = location(request.s3Bucket(), request.s3Key(), request.imageUri());
        return code(request.zipFile(), location, before.toBuilder());
    }

    private static void environment(@Nullable Environment given, FunctionConfiguration.Builder settings) {
        if (given != null) {
            settings.environment(
                    EnvironmentResponse.builder().variables(given.variables()).build());
        }
    }

    private static void layers(List<String> arns, FunctionConfiguration.Builder settings) {
        settings.layers(
                arns.stream().map(arn -> Layer.builder().arn(arn).build()).toList());
    }

    private static void snapStart(@Nullable SnapStart given, FunctionConfiguration.Builder settings) {
        if (given != null) {
            settings.snapStart(snapStart(given.applyOn()));
        }
    }

    private static SnapStartResponse snapStart(SnapStartApplyOn applyOn) {
        return SnapStartResponse.builder()
                .applyOn(applyOn)
                .optimizationStatus(SnapStartOptimizationStatus.OFF)
                .build();
    }

    /** Returns the SnapStart setting as a published version has it: snapshots are of published versions only. */
    static SnapStartResponse published(SnapStartResponse latest) {
        boolean on = latest.applyOn() == SnapStartApplyOn.PUBLISHED_VERSIONS;
        return latest.toBuilder()
                .optimizationStatus(on ? SnapStartOptimizationStatus.ON : SnapStartOptimizationStatus.OFF)
                .build();
    }

    private static String location(@Nullable String bucket, @Nullable String key, @Nullable String image) {
        return image != null ? image : bucket + "/" + key;
    }

    /** Code that is only referred to is known by its place: the same place is the same code. */
    private static FunctionConfiguration.Builder code(
            @Nullable SdkBytes zip, String location, FunctionConfiguration.Builder settings) {
        byte[] content = zip != null ? zip.asByteArray() : location.getBytes(StandardCharsets.UTF_8);
        return settings.codeSha256(sha256(content)).codeSize((long) content.length);
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256, which every JVM must have.", e);
        }
    }
}
