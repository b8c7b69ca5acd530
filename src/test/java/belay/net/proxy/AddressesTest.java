package belay.net.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, PUBLIC",
    "2001:4860:4860::8888, PUBLIC",
    "10.0.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "172.32.0.1, PUBLIC",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "100.128.0.1, PUBLIC",
    "192.0.0.192, PRIVATE",
    "198.19.0.1, PRIVATE",
    "240.0.0.1, PRIVATE",
    "224.0.0.1, PRIVATE",
    "0.1.2.3, PRIVATE",
    "fd00:ec2::254, PRIVATE",
    "127.8.8.8, LOOPBACK",
    "0.0.0.0, LOOPBACK",
    "::1, LOOPBACK",
    "::, LOOPBACK",
    "::ffff:127.0.0.1, LOOPBACK",
    "169.254.169.254, LINK_LOCAL",
    "fe80::1, LINK_LOCAL",
    "::ffff:169.254.169.254, LINK_LOCAL",
    "64:ff9b::a9fe:a9fe, LINK_LOCAL",
    "2002:7f00:0001::1, LOOPBACK",
  })
  void anAddressLiesInOneNetwork(String address, Addresses.Network network) throws Exception {
    assertEquals(network, Addresses.network(InetAddress.getByName(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://8.8.8.8, https://9.9.9.9/x, true",
    "https://8.8.8.8, https://127.0.0.1/x, false",
    "https://8.8.8.8, https://10.0.0.1/x, false",
    "https://10.0.0.2, https://10.0.0.2:8443/x, true",
    "https://10.0.0.2, https://192.168.0.1/x, true",
    "https://10.0.0.2, https://127.0.0.1/x, false",
    "https://10.0.0.2, http://169.254.169.254/x, false",
    "http://127.0.0.1:5000, http://localhost:5001/token, true",
    "http://127.0.0.1:5000, http://10.0.0.1/x, false",
    "http://127.0.0.1:5000, http://2130706433/x, true",
    "https://8.8.8.8, http://2852039166/latest, false",
    "https://8.8.8.8, http://no-such-name.invalid/x, true",
  })
  void aServerMayLeadToItsOwnNetworkAndThePublicOne(String from, String to, boolean may) {
    assertEquals(may, Addresses.mayLead(URI.create(from), URI.create(to)));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LOCALHOST, true",
    "registry.localhost, true",
    "127.0.0.1, true",
    "127.1.2.3, true",
    "[::1], true",
    "[::ffff:127.0.0.1], true",
    "10.0.0.1, false",
    "127.0.0.1.example.com, false",
    "localhost.example.com, false",
    "[::2], false",
  })
  void loopbackIsKnownByItsName(String host, boolean loopback) {
    assertEquals(loopback, Addresses.isLoopback(host));
  }
}
