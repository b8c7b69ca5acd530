package belay.net.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// The runtime's engine with another first message of a client: its groups, and ChaCha20 before
/// AES, which takes three times as long without the second compiler. The JDK's HTTP client copies
/// the parameters it is given without their groups, and sets the server's name itself, so that both
/// are set here.
final class ClientHelloEngine extends SSLEngine {
  private final SSLEngine engine;
  private final List<String> groups;
  private final Optional<String> serverName;

  /// @param groups the groups of the key exchange that are offered; empty for the runtime's own
  /// @param serverName the name that is asked for; empty for the one that the server is called by
  ClientHelloEngine(SSLEngine engine, List<String> groups, Optional<String> serverName) {
    super(engine.getPeerHost(), engine.getPeerPort());
    this.engine = engine;
    this.groups = groups;
    this.serverName = serverName;
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    var suites = engine.getEnabledCipherSuites();
    if (!groups.isEmpty()) {
      parameters.setNamedGroups(groups.toArray(String[]::new));
      suites = withCurves(suites);
    }
    parameters.setCipherSuites(chaChaFirst(suites));
    serverName.ifPresent(name -> parameters.setServerNames(List.of(new SNIHostName(name))));
    engine.setSSLParameters(parameters);
  }

  /// A server that has none of the groups must not fall back on a key exchange without curves.
  private static String[] withCurves(String... suites) {
    return Arrays.stream(suites)
        .filter(suite -> !suite.contains("_WITH_") || suite.startsWith("TLS_ECDHE"))
        .toArray(String[]::new);
  }

  /// Those of TLS 1.3 stay before all others, and those without elliptic curves behind them.
  static String[] chaChaFirst(String... suites) {
    var sorted = suites.clone();
    // a comparator of the runtime's own takes 3 ms when it is first met
    Arrays.sort(sorted, (one, two) -> Integer.compare(rank(one), rank(two)));
    return sorted;
  }

  private static int rank(String suite) {
    var chaCha = suite.contains("CHACHA20");
    if (!suite.contains("_WITH_")) {
      return chaCha ? 0 : 1;
    }
    return chaCha && suite.startsWith("TLS_ECDHE") ? 2 : 3;
  }

  @Override
  public SSLParameters getSSLParameters() {
    return engine.getSSLParameters();
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer to)
      throws SSLException {
    return engine.wrap(from, offset, length, to);
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int offset, int length)
      throws SSLException {
    return engine.unwrap(from, to, offset, length);
  }

  @Override
  public @Nullable Runnable getDelegatedTask() {
    return engine.getDelegatedTask();
  }

  @Override
  public void closeInbound() throws SSLException {
    engine.closeInbound();
  }

  @Override
  public boolean isInboundDone() {
    return engine.isInboundDone();
  }

  @Override
  public void closeOutbound() {
    engine.closeOutbound();
  }

  @Override
  public boolean isOutboundDone() {
    return engine.isOutboundDone();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return engine.getSupportedCipherSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return engine.getEnabledCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    engine.setEnabledCipherSuites(suites);
  }

  @Override
  public String[] getSupportedProtocols() {
    return engine.getSupportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return engine.getEnabledProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    engine.setEnabledProtocols(protocols);
  }

  @Override
  public SSLSession getSession() {
    return engine.getSession();
  }

  @Override
  public @Nullable SSLSession getHandshakeSession() {
    return engine.getHandshakeSession();
  }

  @Override
  public void beginHandshake() throws SSLException {
    engine.beginHandshake();
  }

  @Override
  public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
    return engine.getHandshakeStatus();
  }

  @Override
  public void setUseClientMode(boolean mode) {
    engine.setUseClientMode(mode);
  }

  @Override
  public boolean getUseClientMode() {
    return engine.getUseClientMode();
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    engine.setNeedClientAuth(need);
  }

  @Override
  public boolean getNeedClientAuth() {
    return engine.getNeedClientAuth();
  }

  @Override
  public void setWantClientAuth(boolean want) {
    engine.setWantClientAuth(want);
  }

  @Override
  public boolean getWantClientAuth() {
    return engine.getWantClientAuth();
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    engine.setEnableSessionCreation(flag);
  }

  @Override
  public boolean getEnableSessionCreation() {
    return engine.getEnableSessionCreation();
  }

  @Override
  public @Nullable String getApplicationProtocol() {
    return engine.getApplicationProtocol();
  }

  @Override
  public @Nullable String getHandshakeApplicationProtocol() {
    return engine.getHandshakeApplicationProtocol();
  }

  @Override
  public void setHandshakeApplicationProtocolSelector(
      BiFunction<SSLEngine, List<String>, String> selector) {
    engine.setHandshakeApplicationProtocolSelector(selector);
  }

  @Override
  public BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
    return engine.getHandshakeApplicationProtocolSelector();
  }
}
