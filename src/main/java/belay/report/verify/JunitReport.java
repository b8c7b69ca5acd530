package belay.report.verify;

import belay.config.verify.Severity;
import belay.deliver.verify.VerifyResult;
import belay.deliver.verify.finding.Finding;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Findings as a test report, as GitLab and others show it: each file and each Application that was
/// looked at is a test, and a violation in it a failure.
public final class JunitReport {
  private final XMLStreamWriter xml;

  private JunitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /// One suite of tests.
  public static String of(VerifyResult result) {
    var text = new StringWriter();
    try {
      var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new JunitReport(xml).write(result);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML to memory", e);
    }
    return text.append('\n').toString();
  }

  private void write(VerifyResult result) throws XMLStreamException {
    var cases = cases(result);
    var failed = cases.values().stream().filter(found -> !found.isEmpty()).count();
    xml.writeStartDocument("UTF-8", "1.0");
    for (var element : List.of("testsuites", "testsuite")) {
      xml.writeCharacters("\n");
      xml.writeStartElement(element);
      xml.writeAttribute("name", "belay verify");
      xml.writeAttribute("tests", String.valueOf(cases.size()));
      xml.writeAttribute("failures", String.valueOf(failed));
      xml.writeAttribute("errors", "0");
    }
    for (var one : cases.entrySet()) {
      test(one.getKey(), one.getValue());
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  /// Violations by what they are in; what has none passes.
  private static Map<String, List<Finding>> cases(VerifyResult result) {
    Map<String, List<Finding>> cases = new LinkedHashMap<>();
    var files = new TreeSet<>(result.checked().files());
    result.findings().forEach(finding -> files.add(finding.place().file()));
    files.forEach(file -> cases.put(file, new ArrayList<>()));
    for (var finding : result.of(Severity.VIOLATION)) {
      cases.computeIfAbsent(finding.place().file(), _ -> new ArrayList<>()).add(finding);
    }
    result
        .checked()
        .applications()
        .forEach(name -> cases.put("Application " + name, new ArrayList<>()));
    return cases;
  }

  private void test(String name, List<Finding> found) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "belay verify");
    xml.writeAttribute("name", name);
    if (!name.startsWith("Application ")) {
      xml.writeAttribute("file", name);
    }
    if (!found.isEmpty()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", found.getFirst().rule().toString());
      xml.writeAttribute("message", printable(found.getFirst().message()));
      xml.writeCharacters(
          printable(String.join("\n", found.stream().map(JunitReport::line).toList())));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String line(Finding finding) {
    return "%s: %s: %s%s"
        .formatted(
            finding.place(),
            finding.rule(),
            finding.message(),
            finding.help().isEmpty() ? "" : "; help: " + finding.help());
  }

  /// XML has no form for most control characters.
  private static String printable(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
