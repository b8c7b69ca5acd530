package belay.git;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// Keeps JGit, whose settings are one per process, from looking around by itself: what the user
/// configured comes from [UserConfig], and nothing is measured or written at start-up.
public final class Jgit {
  private Jgit() {}

  /// To be called before JGit opens anything; after the first time it costs nothing.
  public static void ready() {
    Once.start();
  }

  private static final class Once {
    static {
      // The JDK shows passwords to proxies for https only when its list of forbidden schemes is
      // empty, and reads the list when the first connection is made.
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
      FS.FileStoreAttributes.setBackground(true);
      SystemReader.setInstance(new Quiet(SystemReader.getInstance()));
    }

    static void start() {}
  }

  private static final class Quiet extends SystemReader.Delegate {
    private Quiet(SystemReader system) {
      super(system);
    }

    /// JGit would take `GIT_SSH` and others from here, past the host's environment.
    @Override
    public @Nullable String getenv(String variable) {
      return null;
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
      return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
      return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
      return new NoConfig(parent, fs);
    }
  }

  /// A configuration without a file.
  private static final class NoConfig extends FileBasedConfig {
    private static final long COARSE_MILLIS = 2000;

    private NoConfig(@Nullable Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    /// The granularity of file times is taken as coarse as JGit's own fallback: to measure it takes
    /// 100 ms of each run and a file in the user's home, and to know it better saves nothing here.
    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long defaultValue, TimeUnit unit) {
      return ConfigConstants.CONFIG_FILESYSTEM_SECTION.equals(section)
              && ConfigConstants.CONFIG_KEY_TIMESTAMP_RESOLUTION.equals(name)
          ? unit.convert(COARSE_MILLIS, TimeUnit.MILLISECONDS)
          : super.getTimeUnit(section, subsection, name, defaultValue, unit);
    }
  }
}
