package dev.rollback.testkit.appconfig;

import java.util.Optional;

/** What a Lambda function that validates configurations says of one: nothing if it is valid, else why it is not. */
@FunctionalInterface
public interface LambdaCheck {

    /** Looks at the content that is about to be deployed. */
    Optional<String> refusal(String content);
}
