package belay.migrate.companion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.migrate.model.KeyChange;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SchemaEditTest {
  private static final String DIGEST_PATTERN = "^((sha256:[0-9a-f]{64})|(sha512:[0-9a-f]{128}))?$";
  private static final KeyChange.Digest DIGEST =
      new KeyChange.Digest("", List.of("image", "digest"), List.of("image", "tag"));

  private static String edited(String schema, KeyChange... changes) {
    return new String(
        SchemaEdit.apply("values.schema.json", schema.getBytes(UTF_8), List.of(), List.of(changes)),
        UTF_8);
  }

  @Test
  void aTagGivesWayToADigest() {
    assertEquals(
        """
        {
          "type": "object",
          "properties": {
            "image": {
              "type": "object",
              "required": ["repository"],
              "additionalProperties": false,
              "properties": {
                "repository": { "type": "string" },
                "digest": {
                  "type": "string",
                  "pattern": "%s"
                },
                "allowEmptyDigest": {
                  "type": "boolean"
                },
                "pullPolicy": { "type": "string" }
              }
            }
          }
        }
        """
            .formatted(DIGEST_PATTERN),
        edited(
            """
            {
              "type": "object",
              "properties": {
                "image": {
                  "type": "object",
                  "required": ["repository", "tag"],
                  "additionalProperties": false,
                  "properties": {
                    "repository": { "type": "string" },
                    "tag": { "type": ["string", "null"] },
                    "pullPolicy": { "type": "string" }
                  }
                }
              }
            }
            """,
            DIGEST));
  }

  @Test
  void aRequirementOfTheTagAloneGoes() {
    assertEquals(
        """
        {"properties": {"image": {"properties": {"digest": {"type": "string", "pattern": "%s"}, "allowEmptyDigest": {"type": "boolean"}}}}}
        """
            .formatted(DIGEST_PATTERN),
        edited(
            """
            {"properties": {"image": {"required": ["tag"], "properties": {"tag": {"type": "string"}}}}}
            """,
            DIGEST));
  }

  @Test
  void whatIsOpenStaysAsItIs() {
    var open = "{\"type\": \"object\", \"properties\": {\"replicas\": {\"type\": \"integer\"}}}";
    assertEquals(open, edited(open, DIGEST));
    assertEquals("{}\n", edited("{}\n", DIGEST));
  }

  @Test
  void anImageThatANewKeyNamesIsLetInWhereTheSchemaIsClosed() {
    assertEquals(
        """
        {
          "additionalProperties": false,
          "properties": {
            "replicas": {"type": "integer"},
            "busybox": {
              "type": "object",
              "properties": {
                "repository": {
                  "type": "string"
                },
                "digest": {
                  "type": "string",
                  "pattern": "%s"
                },
                "allowEmptyDigest": {
                  "type": "boolean"
                }
              }
            }
          }
        }
        """
            .formatted(DIGEST_PATTERN),
        edited(
            """
            {
              "additionalProperties": false,
              "properties": {
                "replicas": {"type": "integer"}
              }
            }
            """,
            new KeyChange.Named("", List.of("busybox"), "busybox")));
  }

  @Test
  void aDefinitionThatOthersUseKeepsItsTag() {
    assertEquals(
        """
        {"$defs": {"image": {"properties": {"tag": {"type": "string"}, "digest": {"type": "string", "pattern": "%s"}, "allowEmptyDigest": {"type": "boolean"}}}}, "properties": {"image": {"$ref": "#/$defs/image"}}}
        """
            .formatted(DIGEST_PATTERN),
        edited(
            """
            {"$defs": {"image": {"properties": {"tag": {"type": "string"}}}}, "properties": {"image": {"$ref": "#/$defs/image"}}}
            """,
            DIGEST));
  }

  @Test
  void aReferenceThatBecomesAMapIsDescribedAsOne() {
    assertEquals(
        """
        {"properties": {"image": {"type": "object", "properties": {"repository": {"type": "string"}, "digest": {"type": "string", "pattern": "%s"}, "allowEmptyDigest": {"type": "boolean"}}}}}
        """
            .formatted(DIGEST_PATTERN),
        edited(
            "{\"properties\": {\"image\": {\"type\": \"string\"}}}\n",
            new KeyChange.Lifted("", List.of("image"))));
  }

  @Test
  void aVersionIsDescribedAsTheTagWas() {
    assertEquals(
        """
        {"properties": {"image": {"properties": {"digest": {"type": "string", "pattern": "%s"}, "allowEmptyDigest": {"type": "boolean"}, "imageVersion": {"type": "string", "minLength": 1}}}}}
        """
            .formatted(DIGEST_PATTERN),
        edited(
            """
            {"properties": {"image": {"properties": {"tag": {"type": "string", "minLength": 1}}}}}
            """,
            DIGEST,
            new KeyChange.Version("", List.of("image", "imageVersion"), List.of("image", "tag"))));
  }
}
