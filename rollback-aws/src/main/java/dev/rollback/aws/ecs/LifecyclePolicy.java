package dev.rollback.aws.ecs;

import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * The lifecycle policy of a repository, as far as it tells whether an image may be deleted. Immutable. Source: Amazon ECR user guide, "Lifecycle policy template" and "Lifecycle policy
 * evaluation rules".
 */
record LifecyclePolicy(List<Rule> rules) {

    /**
     * A rule that deletes.
     *
     * @param tagStatus {@code any}, {@code tagged} or {@code untagged}
     * @param patterns which tags, with {@code *} for anything; all of them have to be there
     * @param when what it counts, for people
     */
    record Rule(int priority, String tagStatus, List<String> patterns, String when) {

        boolean takes(List<String> tags) {
            return switch (tagStatus) {
                case "untagged" -> tags.isEmpty();
                case "tagged" ->
                    patterns.stream().allMatch(pattern -> tags.stream().anyMatch(tag -> isLike(tag, pattern)));
                default -> true;
            };
        }

        private static boolean isLike(String tag, String pattern) {
            String regex = List.of(pattern.split("\\*", -1)).stream()
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            return tag.matches(regex);
        }

        @Override
        public String toString() {
            String which = patterns.isEmpty() ? tagStatus : tagStatus + " " + String.join(" ", patterns);
            return priority + " (" + which + ", " + when + ")";
        }
    }

    LifecyclePolicy {
        rules = List.copyOf(rules);
    }

    /** Reads the text of a policy. */
    static LifecyclePolicy parse(String text) {
        try {
            return new LifecyclePolicy(member(JsonNode.parser().parse(text), "rules").asArray().stream()
                    .filter(rule -> text(member(rule, "action"), "type").equals("expire"))
                    .map(LifecyclePolicy::rule)
                    .toList());
        } catch (RuntimeException e) {
            throw TargetException.of(
                    TargetException.Kind.INVALID, "The lifecycle policy cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Rule rule(JsonNode rule) {
        JsonNode selection = member(rule, "selection");
        List<String> patterns = new ArrayList<>(texts(selection, "tagPatternList"));
        texts(selection, "tagPrefixList").forEach(prefix -> patterns.add(prefix + "*"));
        String count = text(selection, "countType") + " "
                + member(selection, "countNumber").asNumber();
        return new Rule(
                Integer.parseInt(member(rule, "rulePriority").asNumber()),
                text(selection, "tagStatus"),
                patterns,
                (count + " " + text(selection, "countUnit")).strip());
    }

    private static JsonNode member(JsonNode object, String name) {
        return object.field(name).orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing"));
    }

    private static String text(JsonNode object, String name) {
        return object.field(name)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .orElse("");
    }

    private static List<String> texts(JsonNode object, String name) {
        return object.field(name).map(JsonNode::asArray).orElse(List.of()).stream()
                .map(JsonNode::asString)
                .toList();
    }

    /** The rules that may delete an image with these tags. A rule of a better priority that keeps it is not looked for. */
    List<Rule> takes(List<String> tags) {
        return rules.stream().filter(rule -> rule.takes(tags)).toList();
    }
}
