package io.godwit.model.signature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.model.file.ModelError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model's signature in the form of OpenSSF model signing 1.0: a Sigstore bundle around a DSSE
 * envelope around an in-toto statement, whose predicate lists each file with its digest. Verified
 * with a public key that the author gives; certificates and transparency logs are not looked at.
 */
public final class ModelSignature {

  private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
  private static final String STATEMENT = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE = "https://model_signing/signature/v1.0";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, String> digests;

  private ModelSignature(Map<String, String> digests) {
    this.digests = digests;
  }

  /**
   * Reads a bundle that this key has signed.
   *
   * @param bundle the JSON text, as {@code model_signing sign} writes it
   * @param key the public key in PEM
   * @throws GodwitException with {@link ModelError#BAD_SIGNATURE} if it is no such bundle, or the
   *     key has not signed it
   */
  public static ModelSignature read(String bundle, String key) {
    VerifyingKey verifying = VerifyingKey.parse(key);
    JsonNode envelope = json(bundle).path("dsseEnvelope");
    demand(
        envelope.path("payloadType").asText().equals(PAYLOAD_TYPE),
        "its envelope holds no in-toto statement");
    byte[] payload = bytes(envelope.path("payload"));
    JsonNode signatures = envelope.path("signatures");
    demand(signatures.size() == 1, "it has " + signatures.size() + " signatures, not one");
    demand(
        verifying.hasSigned(authenticated(payload), bytes(signatures.path(0).path("sig"))),
        "the key has not signed it");
    return new ModelSignature(listed(json(new String(payload, StandardCharsets.UTF_8))));
  }

  /** What DSSE signs: type and payload, each with its length before it. */
  private static byte[] authenticated(byte[] payload) {
    byte[] head =
        ("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + payload.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(payload, 0, all, head.length, payload.length);
    return all;
  }

  private static Map<String, String> listed(JsonNode statement) {
    demand(statement.path("_type").asText().equals(STATEMENT), "its payload is no statement");
    demand(
        statement.path("predicateType").asText().equals(PREDICATE),
        "its predicate is " + statement.path("predicateType").asText() + ", not " + PREDICATE);
    demand(statement.path("subject").size() == 1, "it has not one subject");
    MessageDigest root = sha256();
    Map<String, String> digests = new TreeMap<>();
    for (JsonNode resource : statement.path("predicate").path("resources")) {
      String name = resource.path("name").asText();
      String digest = resource.path("digest").asText();
      demand(
          resource.path("algorithm").asText().equals("sha256") && digest.matches("[0-9a-f]{64}"),
          "'" + name + "' has no SHA-256 of a whole file");
      demand(digests.put(name, digest) == null, "'" + name + "' is listed twice");
      root.update(HexFormat.of().parseHex(digest));
    }
    String found = HexFormat.of().formatHex(root.digest());
    String subject = statement.path("subject").path(0).path("digest").path("sha256").asText();
    demand(found.equals(subject), "its files hash to " + found + ", but it says " + subject);
    return digests;
  }

  /** What of the files is not as it was signed; all files must have been. */
  public List<Fault> faults(List<ArtifactFile> files) {
    Map<String, String> left = new HashMap<>(digests);
    List<Fault> faults = new ArrayList<>();
    for (ArtifactFile file : files) {
      String signed = left.remove(file.path());
      if (signed == null) {
        faults.add(fault(file.path() + " was not signed"));
      } else if (!signed.equals(file.sha256().hex())) {
        faults.add(
            fault(
                file.path() + " has the digest " + file.sha256().hex() + ", signed is " + signed));
      }
    }
    left.keySet().stream()
        .sorted()
        .forEach(path -> faults.add(fault(path + " was signed and is not there")));
    return faults;
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new GodwitException(List.of(fault("it is no JSON: " + e.getOriginalMessage())), e);
    }
  }

  private static byte[] bytes(JsonNode base64) {
    try {
      return Base64.getDecoder().decode(base64.asText());
    } catch (IllegalArgumentException e) {
      throw new GodwitException(List.of(fault("its envelope is not in Base64")), e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void demand(boolean so, String otherwise) {
    if (!so) {
      throw new GodwitException(fault(otherwise));
    }
  }

  private static Fault fault(String what) {
    return Fault.of(
        ModelError.BAD_SIGNATURE,
        "the signature does not hold: "
            + what
            + "; fetch model and signature again from their source");
  }
}
