package dev.rollback.aws.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchTest {

    @Test
    void files_and_wildcards_are_asked_for_apart_wildcards_first() {
        List<Batch> batches = Batch.of(Coverage.of(List.of("/a.html", "/img/*", "/b.html")));

        assertThat(batches)
                .containsExactly(new Batch(1, List.of("/img/*")), new Batch(2, List.of("/a.html", "/b.html")));
    }

    @Test
    void many_are_asked_for_in_parts_that_fit_beside_others() {
        Coverage coverage = Coverage.of(Stream.concat(
                        IntStream.range(0, 12).mapToObj(n -> "/folder" + n + "/*"),
                        IntStream.range(0, 2_500).mapToObj(n -> "/" + n + ".html"))
                .toList());

        List<Batch> batches = Batch.of(coverage);

        assertThat(batches).extracting(Batch::number).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(batches).extracting(batch -> batch.paths().size()).containsExactly(5, 5, 2, 1_000, 1_000, 500);
        assertThat(batches.stream().flatMap(batch -> batch.paths().stream())).containsExactlyElementsOf(coverage.all());
    }
}
