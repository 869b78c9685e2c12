package dev.rollback.aws.ecs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which service of which cluster. Immutable.
 *
 * @param cluster the cluster's short name
 * @param service the service's short name
 * @param region where it is, as far as an ARN said so
 * @param account whose it is, as far as an ARN said so
 */
record ServiceName(
        String cluster,
        String service,
        @Nullable String region,
        @Nullable String account) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern ARN =
            Pattern.compile("arn:(aws[a-z-]*):ecs:([a-z0-9-]+):(\\d{12}):(cluster|service)/([A-Za-z0-9_/-]+)");

    /** Reads names or full ARNs, in any mixture that does not contradict itself. */
    static ServiceName of(String cluster, String service) {
        Part home = part("cluster", cluster);
        Part itself = part("service", service);
        String clusterName = home.last();
        itself.parent().ifPresent(parent -> requireSame("cluster", parent, clusterName, service, cluster));
        if (home.region() != null && itself.region() != null) {
            requireSame("region", itself.region(), home.region(), service, cluster);
            requireSame("account", String.valueOf(itself.account()), String.valueOf(home.account()), service, cluster);
        }
        return new ServiceName(
                clusterName,
                itself.last(),
                itself.region() == null ? home.region() : itself.region(),
                itself.account() == null ? home.account() : itself.account());
    }

    private static void requireSame(String what, String of, String expected, String service, String cluster) {
        if (!of.equals(expected)) {
            throw new IllegalArgumentException("The service ARN \"" + service + "\" and the cluster \"" + cluster
                    + "\" contradict each other: the ARN names " + what + " " + of + ", expected " + expected
                    + ". Give the cluster that the service runs in.");
        }
    }

    private static Part part(String kind, String text) {
        Matcher arn = ARN.matcher(text);
        if (arn.matches() && arn.group(4).equals(kind)) {
            return new Part(kind, text, arn.group(5), arn.group(2), arn.group(3)).checked();
        }
        return new Part(kind, text, text, null, null).checked();
    }

    /** One of the two arguments, taken apart. */
    private record Part(
            String kind,
            String given,
            String path,
            @Nullable String region,
            @Nullable String account) {

        Part checked() {
            int parts = path.split("/", -1).length;
            boolean nested = region != null && kind.equals("service") && parts == 2;
            boolean good = NAME.matcher(last()).matches()
                    && (parts == 1 || nested)
                    && parent().map(parent -> NAME.matcher(parent).matches()).orElse(true);
            if (!good) {
                throw new IllegalArgumentException("The ECS " + kind + " \"" + given
                        + "\" is not a name: expected 1 to 255 letters, digits, dashes or underscores, or an ARN like "
                        + example() + ". Copy it from the ECS console or from `aws ecs list-" + kind + "s`.");
            }
            return this;
        }

        private String example() {
            return "arn:aws:ecs:eu-west-1:123456789012:"
                    + (kind.equals("cluster") ? "cluster/prod" : "service/prod/api");
        }

        String last() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        Optional<String> parent() {
            int slash = path.lastIndexOf('/');
            return slash < 0 ? Optional.empty() : Optional.of(path.substring(0, slash));
        }
    }

    @Override
    public String toString() {
        return cluster + "/" + service;
    }
}
