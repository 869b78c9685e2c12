package dev.rollback.aws.appconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.target.Finding;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagSettingsTest {
    private static final FlagSettings CART = FlagSettings.of("cart");

    private static FlagDocument document(String constraints, String value) throws IOException {
        return FlagDocument.of(("{'version':'1','flags':{'cart':{'attributes':{'most':{'constraints':" + constraints
                        + "}}},'search':{}},'values':{'cart':{'enabled':true,'most':" + value + "}}}")
                .replace('\'', '"'));
    }

    private static List<Finding> refusals(FlagSettings settings, FlagDocument document) {
        return settings.in(document, "version 7 of shop/prod/flags").refusals();
    }

    // bad arguments

    @Test
    void refuses_the_key_of_no_flag() {
        assertThatThrownBy(() -> FlagSettings.of("New checkout"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"New checkout\" is not the key of a feature flag: expected a small letter and up to 63"
                        + " letters, digits, dashes and underscores. Copy the key from the flag's page, not its name.");
    }

    @Test
    void refuses_the_key_of_no_attribute() {
        assertThatThrownBy(() -> CART.attribute("enabled", FlagValue.of(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"enabled\" is not the key of an attribute of flag cart: expected a small letter and up to 63"
                                + " letters, digits, dashes and underscores, and not \"enabled\", which disable() and enable() set."
                                + " Copy the key from the flag's page.");
    }

    @Test
    void refuses_two_values_for_one_thing() {
        assertThatThrownBy(() -> CART.enabled(true).enabled(false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Flag cart is given enabled twice, true and false: expected one value. Leave one out.");
    }

    // what people read

    @Test
    void says_what_it_does_without_texts() {
        FlagSettings settings = CART.enabled(false)
                .attribute("most", FlagValue.of(BigDecimal.TEN))
                .attribute("mode", FlagValue.of("hunter2"));

        assertThat(settings.describe()).isEqualTo("turn it off, set most to 10, set mode to (text)");
        assertThat(CART.enabled(true).describe()).isEqualTo("turn it on");
    }

    // what the deployed version says to it

    @Test
    void refuses_a_flag_that_is_not_there_and_names_those_that_are() throws IOException {
        List<Finding> refusals = refusals(FlagSettings.of("kart").enabled(false), document("{}", "1"));

        assertThat(refusals)
                .singleElement()
                .hasToString("HARD NO_SUCH_FLAG: There is no flag kart in version 7 of shop/prod/flags: expected one of"
                        + " cart, search. Name the flag by its key.");
    }

    @Test
    void refuses_an_attribute_that_is_not_there_and_names_those_that_are() throws IOException {
        List<Finding> refusals = refusals(CART.attribute("least", FlagValue.of(true)), document("{}", "1"));

        assertThat(refusals)
                .singleElement()
                .hasToString("HARD NO_SUCH_ATTRIBUTE: Flag cart in version 7 of shop/prod/flags has no attribute least:"
                        + " expected one of most. Name the attribute by its key.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'number','minimum':0,'maximum':100} | 101 | expected at most 100, got 101",
                "{'type':'number','minimum':0,'maximum':100} | -0.5 | expected at least 0, got -0.5",
                "{'type':'number'} | true | expected type number, got boolean",
                "{'type':'boolean'} | 'true' | expected type boolean, got string",
                "{'type':'string','enum':['old','new']} | 'newest' | expected one of [old, new], got another (text)",
                "{'type':'string','pattern':'^[a-z]+$'} | 'A' | expected a text that matches ^[a-z]+$, got another",
                "{'type':'array'} | 1 | expected type array, got number",
            })
    void refuses_a_value_outside_the_constraints(String constraints, String value, String objection)
            throws IOException {
        FlagValue given = FlagValue.raw(value.replace('\'', '"'));

        List<Finding> refusals = refusals(CART.attribute("most", given), document(constraints, "1"));

        assertThat(refusals)
                .singleElement()
                .hasToString(
                        "HARD ATTRIBUTE_REFUSED: Attribute most of flag cart in version 7 of shop/prod/flags does not"
                                + " take the value: " + objection
                                + ". Give a value within the attribute's constraints.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'number','minimum':0,'maximum':100} | 100",
                "{'type':'number','enum':[1,2]} | 2.0",
                "{'type':'string','enum':['old','new']} | 'old'",
                "{'type':'string','pattern':'(?<broken'} | 'x'",
                "{} | 'anything'",
            })
    void takes_a_value_within_the_constraints(String constraints, String value) throws IOException {
        FlagValue given = FlagValue.raw(value.replace('\'', '"'));

        assertThat(refusals(CART.attribute("most", given), document(constraints, "0")))
                .isEmpty();
    }

    @Test
    void turns_a_flag_with_variants_off_in_all_of_them() throws IOException {
        FlagDocument document =
                FlagDocument.of("{'flags':{'cart':{}},'values':{'cart':{'_variants':[{'name':'beta',".replace('\'', '"')
                        + "'enabled':true,'rule':'r'},{'name':'default','enabled':false}]}}}".replace('\'', '"'));

        Wanted.Outcome outcome = CART.enabled(false).in(document, "version 7");

        assertThat(outcome.refusals()).isEmpty();
        assertThat(outcome.edited().lines()).containsExactly("flag cart variant \"beta\" enabled true -> false");
    }

    @Test
    void refuses_anything_but_off_for_a_flag_with_variants() throws IOException {
        FlagDocument document =
                FlagDocument.of("{'flags':{'cart':{}},'values':{'cart':{'_variants':[{'name':'beta','enabled':true}]}}}"
                        .replace('\'', '"'));

        assertThat(refusals(CART.enabled(true), document))
                .singleElement()
                .hasToString(
                        "HARD FLAG_HAS_VARIANTS: Flag cart in version 7 of shop/prod/flags has variants, beta, of which"
                                + " each client gets one by rule: expected nothing but disable(), got \"turn it on\". Turn it off for"
                                + " all with disable(), or roll the profile back with appConfig(…).");
    }
}
