package dev.rollback.aws.lambda;

import dev.rollback.aws.sdk.Arn;
import java.util.Locale;

/**
 * Which alias of which function.
 *
 * @param called what calls name the function by: its ARN if it was given by one, so that no function of the same name elsewhere is meant
 * @param function the bare name of the function
 * @param alias the name of the alias
 */
record AliasName(String called, String function, String alias) {

    private static final String NAME = "[a-zA-Z0-9-_]{1,140}";
    private static final String PREFIX = "function:";

    static AliasName of(String function, String alias) {
        checkAlias(alias);
        if (Arn.looksLike(function)) {
            return ofArn(Arn.parse(function), alias);
        }
        if (!function.matches(NAME)) {
            throw new IllegalArgumentException(
                    "\"" + function
                            + "\" is not the name of a Lambda function: expected letters, digits, - and _, or a whole ARN such as"
                            + " arn:aws:lambda:eu-west-1:123456789012:function:search-indexer. Leave a version or alias out of it.");
        }
        return new AliasName(function, function, alias);
    }

    private static AliasName ofArn(Arn arn, String alias) {
        if (!arn.service().equals("lambda") || !arn.resource().startsWith(PREFIX)) {
            throw new IllegalArgumentException("\"" + arn
                    + "\" is not the ARN of a Lambda function: expected arn:aws:lambda:REGION:ACCOUNT:function:NAME. Copy it"
                    + " from the function's page.");
        }
        String[] parts = arn.resource().substring(PREFIX.length()).split(":", 2);
        if (parts.length == 2 && !parts[1].equals(alias)) {
            throw new IllegalArgumentException("\"" + arn + "\" already names " + parts[1] + ": expected the ARN of the"
                    + " function alone, because the alias is " + alias + ". Cut it after the function's name.");
        }
        String called =
                new Arn(arn.partition(), arn.service(), arn.region(), arn.account(), PREFIX + parts[0]).toString();
        return new AliasName(called, parts[0], alias);
    }

    private static void checkAlias(String alias) {
        if (alias.toUpperCase(Locale.ROOT).equals("$LATEST") || alias.matches("\\d+")) {
            throw new IllegalArgumentException(
                    "\"" + alias + "\" is a version and not an alias: expected the name of an"
                            + " alias such as live, which can be moved. Create one that your callers invoke.");
        }
        if (!alias.matches("[a-zA-Z0-9-_]{1,128}")) {
            throw new IllegalArgumentException("\"" + alias
                    + "\" is not the name of an alias: expected up to 128 letters, digits, - and _. Write it as the"
                    + " function's page shows it.");
        }
    }

    /** Whether a name or ARN, with or without a qualifier, means this function. */
    boolean isFunction(String nameOrArn) {
        if (Arn.looksLike(nameOrArn)) {
            String[] parts = Arn.parse(nameOrArn).resource().split(":", -1);
            return parts.length > 1 && parts[1].equals(function);
        }
        int partial = nameOrArn.indexOf(PREFIX);
        String rest = partial >= 0 ? nameOrArn.substring(partial + PREFIX.length()) : nameOrArn;
        return rest.split(":", 2)[0].equals(function);
    }

    String resource() {
        return PREFIX + function;
    }

    /** As people write it: {@code search-indexer:live}. */
    String title() {
        return function + ":" + alias;
    }

    @Override
    public String toString() {
        return "alias " + alias + " of function " + function;
    }
}
