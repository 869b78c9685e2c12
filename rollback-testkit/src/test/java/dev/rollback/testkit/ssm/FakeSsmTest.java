package dev.rollback.testkit.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testkit.account.TestClock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.SsmException;

class FakeSsmTest {
    private final FakeSsm ssm = new FakeSsm(new TestClock().account());

    private GetParametersResponse get(String... names) {
        return ssm.getParameters(r -> r.names(names).withDecryption(false));
    }

    @Test
    void a_parameter_that_nobody_spoke_of_is_there_without_a_value() {
        Parameter parameter = get("/shop/db/user").parameters().get(0);

        assertThat(parameter.name()).isEqualTo("/shop/db/user");
        assertThat(parameter.arn()).isEqualTo("arn:aws:ssm:eu-west-1:123456789012:parameter/shop/db/user");
        assertThat(parameter.version()).isEqualTo(1);
        assertThat(parameter.value()).isNull();
    }

    @Test
    void missing_parameters_come_back_as_invalid_and_the_others_as_found() {
        ssm.missing("/shop/gone");

        GetParametersResponse answer = get("/shop/there", "/shop/gone");

        assertThat(answer.parameters()).extracting(Parameter::name).containsExactly("/shop/there");
        assertThat(answer.invalidParameters()).containsExactly("/shop/gone");
    }

    @Test
    void only_named_parameters_are_there_if_the_scene_says_so() {
        ssm.parameter("/shop/there").onlyWhatIsNamed();

        GetParametersResponse answer = get("/shop/there", "/shop/other");

        assertThat(answer.invalidParameters()).containsExactly("/shop/other");
    }

    @Test
    void everything_can_be_there_again() {
        ssm.onlyWhatIsNamed().everythingExists();

        assertThat(get("/shop/other").invalidParameters()).isEmpty();
    }

    @Test
    void a_parameter_is_found_by_its_arn() {
        ssm.parameter("plain").parameter("/shop/db").onlyWhatIsNamed();
        String arn = "arn:aws:ssm:eu-west-1:123456789012:parameter/";

        GetParametersResponse answer = get(arn + "plain", arn + "shop/db");

        assertThat(answer.parameters()).extracting(Parameter::name).containsExactly("plain", "/shop/db");
    }

    @Test
    void a_version_beyond_the_newest_is_invalid() {
        ssm.parameter("/shop/db", 3);

        GetParametersResponse answer = get("/shop/db:3", "/shop/db:4");

        assertThat(answer.parameters()).extracting(Parameter::version).containsExactly(3L);
        assertThat(answer.parameters()).extracting(Parameter::selector).containsExactly(":3");
        assertThat(answer.invalidParameters()).containsExactly("/shop/db:4");
    }

    @Test
    void more_than_ten_names_are_refused() {
        String[] names = IntStream.range(0, 11).mapToObj(i -> "/p" + i).toArray(String[]::new);

        assertThatThrownBy(() -> get(names))
                .isInstanceOfSatisfying(
                        SsmException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("ValidationException"));
    }
}
