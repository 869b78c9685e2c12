package dev.rollback.aws.appconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.appconfig.FlagDocument.Edited;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlagDocumentTest {
    private static final String FLAGS = """
            {
              "version" : "1",
              "flags"   : {
                "checkout": {"name": "New checkout", "attributes": {"percentage": {"constraints": {"type": "number"}}, "mode": {}}},
                "search": {"name": "Suche \\u00fc"},
                "bare": {"name": "Never set"}
              },
              "values"  : {
                "checkout": { "enabled" :true ,"percentage":50.00, "mode":"new", "_updatedAt": "2026-01-01T00:00:00Z"},
                "search": {"enabled": true, "limit": 12345678901234567890.123456789}
              }
            }
            """;

    private static FlagDocument document(String text) {
        try {
            return FlagDocument.of(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, FlagValue> to(String name, FlagValue value) {
        Map<String, FlagValue> members = new LinkedHashMap<>();
        members.put(name, value);
        return members;
    }

    private static Edited set(String text, String flag, String name, FlagValue value) {
        return document(text).set(flag, to(name, value));
    }

    @Test
    void changes_one_value_and_keeps_every_other_character() {
        Edited edited = set(FLAGS, "checkout", "enabled", FlagValue.of(false));

        assertThat(edited.document().text()).isEqualTo(FLAGS.replace("\"enabled\" :true ,", "\"enabled\" :false ,"));
        assertThat(edited.lines()).containsExactly("flag checkout.enabled true -> false");
    }

    @Test
    void changes_several_values_of_any_length() {
        Map<String, FlagValue> members = to("enabled", FlagValue.of(false));
        members.put("percentage", FlagValue.of(new BigDecimal("0.5")));
        members.put("mode", FlagValue.of("the \"old\" one\n"));

        Edited edited = document(FLAGS).set("checkout", members);

        assertThat(edited.document().text())
                .isEqualTo(FLAGS.replace(
                        "\"enabled\" :true ,\"percentage\":50.00, \"mode\":\"new\"",
                        "\"enabled\" :false ,\"percentage\":0.5, \"mode\":\"the \\\"old\\\" one\\n\""));
    }

    @Test
    void shows_no_text() {
        Edited edited = set(FLAGS, "checkout", "mode", FlagValue.of("hunter2"));

        assertThat(edited.lines()).containsExactly("flag checkout.mode (text) -> (text)");
    }

    @Test
    void changes_nothing_that_is_so_already_however_it_is_written() {
        assertThat(set(FLAGS, "checkout", "enabled", FlagValue.of(true)).isUnchanged())
                .isTrue();
        assertThat(set(FLAGS, "checkout", "percentage", FlagValue.of(BigDecimal.valueOf(50)))
                        .isUnchanged())
                .isTrue();
        assertThat(set(FLAGS, "checkout", "mode", FlagValue.of("new"))
                        .document()
                        .text())
                .isEqualTo(FLAGS);
    }

    @Test
    void adds_what_a_flag_does_not_have_yet() {
        assertThat(set("{\"flags\":{\"a\":{}},\"values\":{\"a\":{\"enabled\":true}}}", "a", "most", FlagValue.of("x"))
                        .document()
                        .text())
                .isEqualTo("{\"flags\":{\"a\":{}},\"values\":{\"a\":{\"enabled\":true,\"most\":\"x\"}}}");
        assertThat(set("{\"flags\":{\"a\":{}},\"values\":{\"a\":{ }}}", "a", "enabled", FlagValue.of(true))
                        .document()
                        .text())
                .isEqualTo("{\"flags\":{\"a\":{}},\"values\":{\"a\":{\"enabled\":true }}}");
        assertThat(set("{\"flags\":{\"a\":{}},\"values\":{}}", "a", "enabled", FlagValue.of(false))
                        .document()
                        .text())
                .isEqualTo("{\"flags\":{\"a\":{}},\"values\":{\"a\":{\"enabled\":false}}}");
        Edited whole = set("{\"version\":\"1\",\"flags\":{\"a\":{}}}", "a", "enabled", FlagValue.of(false));
        assertThat(whole.document().text())
                .isEqualTo("{\"version\":\"1\",\"flags\":{\"a\":{}},\"values\":{\"a\":{\"enabled\":false}}}");
        assertThat(whole.lines()).containsExactly("flag a.enabled none -> false");
    }

    @Test
    void adds_several_at_once() {
        Map<String, FlagValue> members = to("enabled", FlagValue.of(false));
        members.put("most", FlagValue.of(BigDecimal.ONE));

        assertThat(document("{\"flags\":{\"a\":{}}}")
                        .set("a", members)
                        .document()
                        .text())
                .isEqualTo("{\"flags\":{\"a\":{}},\"values\":{\"a\":{\"enabled\":false,\"most\":1}}}");
    }

    @Test
    void takes_values_away_with_their_commas() {
        String text = "{\"flags\":{\"a\":{}},\"values\":{\"a\":{\"x\":1, \"y\":2 ,\"z\":3}}}";

        assertThat(document(text).without("a", "x").document().text()).contains("{\"y\":2 ,\"z\":3}");
        assertThat(document(text).without("a", "y").document().text()).contains("{\"x\":1 ,\"z\":3}");
        assertThat(document(text).without("a", "z").document().text()).contains("{\"x\":1, \"y\":2}");
        Edited none = document(text)
                .without("a", "x")
                .then(now -> now.document().without("a", "y"))
                .then(now -> now.document().without("a", "z"));
        assertThat(none.document().text()).contains("\"a\":{}");
        assertThat(none.lines()).containsExactly("flag a.x 1 -> none", "flag a.y 2 -> none", "flag a.z 3 -> none");
        assertThat(none.document().without("a", "x").isUnchanged()).isTrue();
    }

    @Test
    void turns_variants_by_their_names() {
        String text = "{\"flags\":{\"a\":{}},\"values\":{\"a\":{\"_variants\":["
                + "{\"name\":\"beta\",\"rule\":\"(eq $x \\\"1\\\")\",\"enabled\":true},{\"name\":\"default\",\"enabled\":true}]}}}";

        Edited edited = document(text).setVariants("a", to("beta", FlagValue.of(false)));

        assertThat(edited.document().text()).isEqualTo(text.replaceFirst("\"enabled\":true", "\"enabled\":false"));
        assertThat(edited.lines()).containsExactly("flag a variant \"beta\" enabled true -> false");
    }

    @Test
    void knows_flags_and_attributes_in_their_order() {
        FlagDocument document = document(FLAGS);

        assertThat(document.flags()).containsExactly("checkout", "search", "bare");
        assertThat(document.attributes("checkout")).containsExactly("percentage", "mode");
        assertThat(document.attributes("search")).isEmpty();
        assertThat(document.constraints("checkout", "percentage")).isPresent();
        assertThat(document.constraints("checkout", "mode")).isEmpty();
        assertThat(document.defines("bare")).isTrue();
        assertThat(document.defines("values")).isFalse();
    }

    @Test
    void is_no_set_of_flags_without_flags() {
        assertThatThrownBy(() -> FlagDocument.of("{\"version\":\"1\"}")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> FlagDocument.of("[]")).isInstanceOf(IOException.class);
    }
}
