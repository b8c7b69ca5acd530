package belay.git.run;

import java.util.regex.Pattern;

/// Names of branches and commits.
public final class Refs {
  public static final String HEADS = "refs/heads/";

  /// In place of a commit where there is none; git takes it for that, too.
  public static final String NOTHING = "";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private Refs() {}

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  public static String shortName(String ref) {
    return ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : ref;
  }
}
