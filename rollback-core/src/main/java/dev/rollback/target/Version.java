package dev.rollback.target;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One state a target can be in. Immutable.
 *
 * <p>The {@code id} is opaque and names the state to the service (a task definition ARN, a version number, an instant). The {@code content}
 * says what users would get: two versions of equal content are the same to them although their ids differ, for example after a forced
 * redeployment. Weights and open deployments are part of the content, so a half finished deployment equals neither of its ends.
 *
 * @param id names the state to the service and to {@code exactly(id)}
 * @param content key of what is served (digests, hash); what quarantine and comparison go by
 * @param tenure when it served and how that is known
 * @param standing what the target itself knows against or for it: {@link Standing#PROVEN} when nothing speaks against it and times are
 *     known; the engine only ever lowers it (soak, incident, quarantine)
 * @param label for people: commit, release, image tag; empty if there is none
 * @param facts small facts for people and for the target itself (weights, digests, the reason of a standing under {@link #WHY}); no secrets
 */
public record Version(
        String id, String content, Tenure tenure, Standing standing, String label, SortedMap<String, String> facts) {

    /** Key of the fact that says why a version has its standing. */
    public static final String WHY = "why";

    private static final String DIGEST = "digest.";

    /** Copies the facts. */
    public Version {
        if (id.isBlank() || content.isBlank()) {
            throw new IllegalArgumentException("A version needs an id and a content key, got id \"" + id
                    + "\" and content \"" + content + "\": give both, the id twice if there is nothing better.");
        }
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** A version without label and facts, about which nothing but its tenure is known. */
    public static Version of(String id, String content, Tenure tenure) {
        return new Version(id, content, tenure, Standing.PROVEN, "", new TreeMap<>());
    }

    /** The same version with another label. */
    public Version labelled(String text) {
        return new Version(id, content, tenure, standing, text, facts);
    }

    /** The same version with another standing and the reason for it, for people. */
    public Version standing(Standing other, String why) {
        return new Version(id, content, tenure, other, label, facts).fact(WHY, why);
    }

    /** The same version with one more fact. */
    public Version fact(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(facts);
        more.put(key, value);
        return new Version(id, content, tenure, standing, label, more);
    }

    /** The same version that served at other times. */
    public Version tenure(Tenure other) {
        return new Version(id, content, other, standing, label, facts);
    }

    /** What its images or files hash to, by their name: the facts whose key begins with {@code digest.}. They are the same wherever the same was deployed. */
    public SortedMap<String, String> digests() {
        return facts.subMap(DIGEST, DIGEST + Character.MAX_VALUE);
    }

    /** Why it has its standing; empty if nothing was said. */
    public String why() {
        return facts.getOrDefault(WHY, "");
    }

    /** Whether users get the same from both. */
    public boolean sameContent(Version other) {
        return content.equals(other.content);
    }

    /** What people are shown: the label, and the id unless the one says what the other does. Of an ARN only what it names within its account. */
    public String title() {
        String name = id.startsWith("arn:") ? id.substring(id.lastIndexOf('/') + 1) : id;
        boolean same = label.isEmpty() || name.equals(label) || name.endsWith(":" + label);
        return same ? name : label + " (" + name + ")";
    }
}
