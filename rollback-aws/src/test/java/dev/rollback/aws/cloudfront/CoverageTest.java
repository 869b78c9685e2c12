package dev.rollback.aws.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageTest {

    private static Stream<String> files(String folder, int count) {
        return IntStream.range(0, count).mapToObj(number -> folder + number + ".html");
    }

    private static Coverage coverage(Stream<?>... paths) {
        return Coverage.of(
                Stream.of(paths).flatMap(each -> each).map(Object::toString).toList());
    }

    @Test
    void few_paths_are_asked_for_as_they_are_each_once_in_their_own_order() {
        Coverage coverage = Coverage.of(List.of("/b.html", "/a.html", "/img/*", "/b.html"));

        assertThat(coverage.individual()).containsExactly("/a.html", "/b.html");
        assertThat(coverage.wildcards()).containsExactly("/img/*");
        assertThat(coverage.given()).isEqualTo(3);
        assertThat(coverage.folders()).isEmpty();
        assertThat(coverage.all()).containsExactly("/img/*", "/a.html", "/b.html");
    }

    @Test
    void what_a_wildcard_covers_is_left_out() {
        Coverage coverage =
                Coverage.of(List.of("/img/a.png", "/img/*", "/img/x/*", "/img", "/img/$1.png", "/imgs/b.png"));

        assertThat(coverage.wildcards()).containsExactly("/img/*");
        assertThat(coverage.individual()).containsExactly("/img", "/imgs/b.png");
    }

    @Test
    void a_wildcard_for_all_leaves_nothing_else_to_ask_for() {
        Coverage coverage = Coverage.of(List.of("/index.html", "/a/*", "/*"));

        assertThat(coverage.all()).containsExactly("/*");
        assertThat(coverage.folders()).as("that was the caller's own wish").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_is_left_out_is_covered_and_nothing_more(long seed) {
        Random random = new Random(seed);
        List<String> paths =
                IntStream.range(0, 300).mapToObj(number -> path(random)).toList();

        Coverage coverage = Coverage.of(paths);

        assertThat(paths).allMatch(path -> isCovered(path, coverage));
        assertThat(paths).containsAll(coverage.all());
        assertThat(coverage.wildcards())
                .noneMatch(one -> coverage.wildcards().stream()
                        .anyMatch(other -> !other.equals(one) && one.startsWith(InvalidationPath.prefix(other))));
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(3); depth >= 0; depth--) {
            path.append('/').append("ab$~".charAt(random.nextInt(4)));
        }
        return random.nextInt(40) == 0 ? path + "*" : path.toString();
    }

    private static boolean isCovered(String path, Coverage coverage) {
        return coverage.individual().contains(path)
                || coverage.wildcards().stream()
                        .anyMatch(wildcard -> path.startsWith(InvalidationPath.prefix(wildcard)));
    }

    @Test
    void the_order_of_the_caller_does_not_matter() {
        List<String> paths = new ArrayList<>(files("/a/b/", 4_000).toList());
        paths.addAll(files("/c/", 10).toList());

        Coverage one = Coverage.of(paths);
        Collections.shuffle(paths, new Random(7));
        Coverage other = Coverage.of(paths);

        assertThat(other).isEqualTo(one);
    }

    @Test
    void as_many_as_may_be_in_progress_are_asked_for_one_by_one() {
        Coverage coverage = coverage(files("/a/", 3_000), IntStream.range(0, 15).mapToObj(n -> "/w" + n + "/*"));

        assertThat(coverage.individual()).hasSize(3_000);
        assertThat(coverage.wildcards()).hasSize(15);
        assertThat(coverage.folders()).isEmpty();
    }

    @Test
    void of_too_many_files_the_largest_folder_is_covered_as_a_whole() {
        Coverage coverage = coverage(files("/assets/js/", 2_500), files("/assets/css/", 600), files("/", 20));

        assertThat(coverage.folders()).containsExactly("/assets/js/*");
        assertThat(coverage.wildcards()).containsExactly("/assets/js/*");
        assertThat(coverage.individual()).hasSize(620);
        assertThat(coverage.given()).isEqualTo(3_120);
    }

    @Test
    void of_many_small_folders_the_one_above_them_is_covered() {
        Coverage coverage = coverage(
                IntStream.range(0, 1_000).boxed().flatMap(product -> files("/products/" + product + "/", 5)),
                files("/about/", 5));

        assertThat(coverage.wildcards()).containsExactly("/products/*");
        assertThat(coverage.individual()).hasSize(5);
    }

    @Test
    void of_too_many_files_without_folders_all_is_covered() {
        Coverage coverage = coverage(files("/", 3_001));

        assertThat(coverage.all()).containsExactly("/*");
        assertThat(coverage.folders()).containsExactly("/*");
    }

    @Test
    void of_too_many_folders_of_one_level_all_is_covered() {
        Coverage coverage = coverage(IntStream.range(0, 100).boxed().flatMap(folder -> files("/" + folder + "/", 100)));

        assertThat(coverage.all()).containsExactly("/*");
    }

    @Test
    void folders_take_the_room_that_the_callers_own_wildcards_leave() {
        Coverage coverage = coverage(
                IntStream.range(0, 14).mapToObj(n -> "/own" + n + "/*"), files("/a/", 3_000), files("/b/", 2_999));

        assertThat(coverage.wildcards()).hasSize(15).contains("/a/*");
        assertThat(coverage.individual()).hasSize(2_999);
    }

    @Test
    void too_many_wildcards_are_merged_in_the_folder_above_them() {
        Coverage coverage = coverage(
                IntStream.range(0, 16).mapToObj(n -> "/shop/" + n + "/*"), Stream.of("/blog/*", "/index.html"));

        assertThat(coverage.wildcards()).containsExactly("/blog/*", "/shop/*");
        assertThat(coverage.folders()).contains("/shop/*");
        assertThat(coverage.individual()).containsExactly("/index.html");
    }

    @Test
    void too_many_wildcards_without_a_folder_above_them_are_all_there_is() {
        Coverage coverage = coverage(IntStream.range(0, 16).mapToObj(n -> "/" + n + "/*"));

        assertThat(coverage.all()).containsExactly("/*");
    }

    @Test
    void too_many_of_both_are_all_there_is() {
        Coverage coverage = coverage(IntStream.range(0, 16).mapToObj(n -> "/shop/" + n + "/*"), files("/a/", 3_001));

        assertThat(coverage.all()).containsExactly("/*");
    }
}
