package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which `http.<url>.*` holds for a URL, compared with `git config --get-urlmatch`.
final class HttpSettingsTest {
  private static final String[] PATTERNS = {
    "https://git.example.com",
    "https://git.example.com/",
    "https://GIT.example.com:443/team",
    "https://git.example.com/team/repo",
    "https://git.example.com:8443",
    "https://*.example.com",
    "https://*.example.com/team/repo.git",
    "https://*.*.com/team",
    "https://example.com",
    "https://ada@git.example.com",
    "https://ada@git.example.com/team",
    "http://git.example.com",
    "https://[::1]:8443/team",
    "git.example.com",
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com/team/repo",
        "https://git.example.com/team/repo.git",
        "https://git.example.com:443/team/other",
        "https://git.example.com/teams/repo",
        "https://git.example.com:8443/team/repo",
        "https://Git.Example.COM/x",
        "https://ada@git.example.com/team/x",
        "https://ada:secret@git.example.com/x",
        "https://bob@git.example.com/team/x",
        "https://www.example.com/team/repo.git",
        "https://www.example.com/team/repo",
        "https://example.com/team",
        "https://a.b.com/team/x",
        "https://a.git.example.com/team",
        "http://git.example.com:80/team",
        "http://git.example.com:8080/team",
        "https://[::1]:8443/team/x",
      })
  void theBestFitWins(String url) {
    var sandbox = new Sandbox(folder);
    sandbox.git(folder, "config", "--global", "http.proxy", "everywhere");
    for (var pattern : PATTERNS) {
      sandbox.git(folder, "config", "--global", "http." + pattern + ".proxy", pattern);
    }
    var settings = new HttpSettings(UserConfig.load(sandbox.host(), folder), GitUrl.parse(url));
    assertEquals(
        sandbox.git(folder, "config", "--get-urlmatch", "http.proxy", url),
        settings.get("proxy").orElseThrow());
  }

  /// Git takes nothing, `""`, for false too; here the checks then stay on.
  @Test
  void onlyWhatSaysSoSwitchesOff() {
    var sandbox = new Sandbox(folder);
    var url = GitUrl.parse("https://git.example.com/x");
    for (var value : new String[] {"false", "no", "off", "0", "true", "1", "", "of"}) {
      sandbox.git(folder, "config", "--global", "http.sslVerify", value);
      var settings = new HttpSettings(UserConfig.load(sandbox.host(), folder), url);
      var off = Set.of("false", "no", "off", "0").contains(value);
      assertEquals(off, settings.isOff("sslVerify"), value);
    }
  }
}
