package dev.rollback.benchmarks;

import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.InMemoryJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * A bucket of 10,000 keys put back over HTTP: by the library, by a bare loop of the same calls with as many under way, and, where the system property
 * {@code s3-pit-restore} names its executable, by that tool.
 */
public final class S3Rollback {

    private static final int KEYS = 10_000;
    private static final Duration LATENCY = Duration.ofMillis(25);

    private final StubS3 stub;
    private final GeneratedBucket bucket;
    private final int atOnce;

    private S3Rollback(StubS3 stub, GeneratedBucket bucket, int atOnce) {
        this.stub = stub;
        this.bucket = bucket;
        this.atOnce = atOnce;
    }

    /** Measures. */
    public static void main(String[] args) {
        boolean quick = List.of(args).contains("--quick");
        int rounds = quick ? 1 : 5;
        System.out.printf(
                Locale.ROOT,
                "S3 over HTTP, %,d keys, %d ms a call; medians of %d rounds%n",
                KEYS,
                LATENCY.toMillis(),
                rounds);
        measure(10, 64, rounds);
        if (!quick) {
            measure(1, 256, rounds);
        }
    }

    private static void measure(int every, int atOnce, int rounds) {
        GeneratedBucket bucket = new GeneratedBucket(KEYS, every);
        try (StubS3 stub = StubS3.start(bucket, LATENCY)) {
            new S3Rollback(stub, bucket, atOnce).measure(rounds);
        }
    }

    private void measure(int rounds) {
        List<Long> library = new ArrayList<>();
        List<Long> loop = new ArrayList<>();
        List<Long> tool = new ArrayList<>();
        List<Long> toolSince = new ArrayList<>();
        String pitRestore = System.getProperty("s3-pit-restore", "");
        System.out.printf(Locale.ROOT, "%n%,d keys changed, %d at once%n", bucket.changed(), atOnce);
        for (int round = -1; round < rounds; round++) {
            boolean counts = round >= 0;
            add(library, counts, timed("library", round, this::library));
            add(loop, counts, timed("bare loop", round, this::loop));
            if (!pitRestore.isEmpty() && counts && tool.size() < 3) {
                tool.add(timed("s3-pit-restore", round, () -> pitRestore(pitRestore)));
                String since = bucket.beforeChanged().toString();
                toolSince.add(timed("s3-pit-restore -f", round, () -> pitRestore(pitRestore, "-f", since)));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "  library %d ms, bare loop %d ms: ratio %.2f%n",
                median(library),
                median(loop),
                ratio(library, loop));
        if (tool.isEmpty()) {
            System.out.println(
                    "  s3-pit-restore was not measured: name it with -Ds3-pit-restore=PATH in benchmark.jvmArgs");
        } else {
            System.out.printf(
                    Locale.ROOT,
                    "  s3-pit-restore %d ms: %.1f times the library; told since when (-f) %d ms: %.1f times%n",
                    median(tool),
                    ratio(tool, library),
                    median(toolSince),
                    ratio(toolSince, library));
        }
    }

    private static void add(List<Long> to, boolean counts, long millis) {
        if (counts) {
            to.add(millis);
        }
    }

    private long timed(String name, int round, Runnable way) {
        stub.reset();
        long begin = System.nanoTime();
        way.run();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        if (bucket.putBack() < bucket.changed()) {
            throw new IllegalStateException(
                    name + " put back " + bucket.putBack() + " of " + bucket.changed() + " keys: " + stub.calls());
        }
        if (round == 0) {
            System.out.println("  " + name + ": " + stub.calls() + ", at most " + stub.mostUnderWay() + " under way");
        }
        return millis;
    }

    private S3Client client() {
        URI endpoint = stub.endpoint();
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("stub", "stub")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private void library() {
        try (AwsTargets aws = AwsTargets.using(client()).account("123456789012");
                RollbackEngine engine = RollbackEngine.with(new InMemoryJournal())) {
            RollbackPlan plan = RollbackPlan.named("site")
                    .asOf(bucket.between())
                    .rollBack(
                            "site",
                            aws.s3Bucket(GeneratedBucket.NAME)
                                    .removeAfter(Duration.ZERO)
                                    .atOnce(atOnce))
                    .build();
            Preview preview = engine.preview(plan);
            RollbackReport report = engine.execute(preview);
            if (Boolean.getBoolean("trace")) System.out.println(report);
            if (!report.isSuccess()) {
                throw new IllegalStateException(preview + "\n" + report);
            }
        }
    }

    /** What the library calls, without anything around it: three listings, and a look and a copy of each key that changed. */
    private void loop() {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try (S3Client s3 = client()) {
            list(s3);
            List<Future<?>> copies = new ArrayList<>();
            for (String key : list(s3)) {
                copies.add(threads.submit(() -> putBack(s3, key)));
            }
            for (Future<?> copy : copies) {
                copy.get();
            }
            list(s3);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdown();
        }
    }

    private List<String> list(S3Client s3) {
        List<String> changed = new ArrayList<>();
        String key = null;
        String version = null;
        ListObjectVersionsResponse page;
        do {
            String keyMarker = key;
            String versionMarker = version;
            page = s3.listObjectVersions(
                    ask -> ask.bucket(GeneratedBucket.NAME).keyMarker(keyMarker).versionIdMarker(versionMarker));
            for (ObjectVersion one : page.versions()) {
                if (one.isLatest() && one.lastModified().isAfter(bucket.between())) {
                    changed.add(one.key());
                }
            }
            key = page.nextKeyMarker();
            version = page.nextVersionIdMarker();
        } while (page.isTruncated());
        return changed;
    }

    private static void putBack(S3Client s3, String key) {
        String etag = s3.headObject(
                        ask -> ask.bucket(GeneratedBucket.NAME).key(key).versionId("g"))
                .eTag();
        s3.copyObject(ask -> ask.sourceBucket(GeneratedBucket.NAME)
                .sourceKey(key)
                .sourceVersionId("g")
                .copySourceIfMatch(etag)
                .destinationBucket(GeneratedBucket.NAME)
                .destinationKey(key));
    }

    /** Without {@code -f} it copies every key there was at the time, changed or not. */
    private void pitRestore(String executable, String... more) {
        List<String> command =
                new ArrayList<>(List.of(executable, "-b", GeneratedBucket.NAME, "-B", GeneratedBucket.NAME));
        command.addAll(List.of("-t", bucket.between().toString(), "--max-workers", "100"));
        command.addAll(List.of(more));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", stub.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", "stub",
                        "AWS_SECRET_ACCESS_KEY", "stub",
                        "AWS_DEFAULT_REGION", "eu-west-1"));
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new IllegalStateException(executable + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long median(List<Long> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }

    private static double ratio(List<Long> a, List<Long> b) {
        return (double) median(a) / median(b);
    }
}
