package dev.rollback.examples.mutants;
public class Try {
  public static void main(String[] a) {
    java.util.Set<Object> done = new java.util.HashSet<>();
    for (Mutant m : Mutants.all()) {
      if (a.length > 0 && java.util.Arrays.stream(a).noneMatch(x -> m.name().contains(x))) continue;
      long t = System.nanoTime();
      System.out.println("=== " + m.name() + " " + m.hunt().how() + " " + m.hunt().story());
      try {
      String clean = System.getProperty("clean") == null || !done.add(m.hunt()) ? "" : m.hunt().find();
      if (!clean.isEmpty()) System.out.println("NOT CLEAN " + clean.lines().limit(12).toList());
      if (System.getProperty("clean") != null) System.out.println("clean " + (System.nanoTime() - t) / 1000000 + " ms"); t = System.nanoTime();
      try (Surgery s = Surgery.of(m.bugs())) {
        String story = m.hunt().find();
        System.out.println("untouched " + s.untouched());
        int n = Integer.getInteger("lines", 8);
        if (story.isEmpty() && System.getProperty("show") != null) System.out.println(m.hunt().story().rehearsal().run());
        System.out.println(story.isEmpty() ? "NOT FOUND" : String.join("\n", story.lines().limit(n).toList()));
        System.out.println((story.contains("\"" + m.cause().invariant().title() + "\" does not hold") ? "named " : "NOT NAMED ") + (story.contains(m.cause().place()) ? "placed" : "NOT PLACED"));
      } } catch (Throwable e) { e.printStackTrace(System.out); }
      System.out.println((System.nanoTime() - t) / 1000000 + " ms");
    }
  }
}
