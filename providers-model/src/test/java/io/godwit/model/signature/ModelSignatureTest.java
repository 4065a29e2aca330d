package io.godwit.model.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.error.Fault;
import io.godwit.api.name.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("F2: a model's signature holds for just the files that were signed, by just that key")
class ModelSignatureTest {

  private static final List<ArtifactFile> FILES = List.of(file("a/config.json", 1), file("w", 2));

  private static ArtifactFile file(String path, int content) {
    return new ArtifactFile(path, 1, Digest.of(new byte[] {(byte) content}));
  }

  private static KeyPair keys(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** The statement as the reference implementation writes it. */
  private static String statement(List<ArtifactFile> files, String algorithm)
      throws GeneralSecurityException {
    MessageDigest root = MessageDigest.getInstance("SHA-256");
    files.forEach(file -> root.update(HexFormat.of().parseHex(file.sha256().hex())));
    String resources =
        files.stream()
            .map(
                file ->
                    "{\"algorithm\":\"%s\",\"digest\":\"%s\",\"name\":\"%s\"}"
                        .formatted(algorithm, file.sha256().hex(), file.path()))
            .collect(Collectors.joining(","));
    return """
        {"_type":"https://in-toto.io/Statement/v1",
         "subject":[{"name":"m","digest":{"sha256":"%s"}}],
         "predicateType":"https://model_signing/signature/v1.0",
         "predicate":{"serialization":{"method":"files","hash_type":"sha256","allow_symlinks":false},
                      "resources":[%s]}}"""
        .formatted(HexFormat.of().formatHex(root.digest()), resources);
  }

  private static String bundle(KeyPair keys, String hash, String statement)
      throws GeneralSecurityException {
    byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
    Signature signature = Signature.getInstance(hash + "withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(
        ("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8));
    signature.update(payload);
    return """
        {"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json",
         "verificationMaterial":{"publicKey":{"hint":"x"},"tlogEntries":[]},
         "dsseEnvelope":{"payload":"%s","payloadType":"application/vnd.in-toto+json",
                         "signatures":[{"sig":"%s","keyid":""}]}}"""
        .formatted(
            Base64.getEncoder().encodeToString(payload),
            Base64.getEncoder().encodeToString(signature.sign()));
  }

  private static String messages(List<Fault> faults) {
    return faults.stream().map(Fault::message).collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, SHA256", "secp384r1, SHA384", "secp521r1, SHA512"})
  void aSignatureByTheKeyHolds(String curve, String hash) throws GeneralSecurityException {
    KeyPair keys = keys(curve);
    String bundle = bundle(keys, hash, statement(FILES, "sha256"));
    assertThat(ModelSignature.read(bundle, pem(keys)).faults(FILES)).isEmpty();
    assertThatThrownBy(() -> ModelSignature.read(bundle, pem(keys(curve))))
        .hasMessageContaining("GW-557")
        .hasMessageContaining("the key has not signed it");
  }

  @Test
  void filesThatAreChangedAddedOrGoneAreNamed() throws GeneralSecurityException {
    KeyPair keys = keys("secp256r1");
    ModelSignature signature =
        ModelSignature.read(bundle(keys, "SHA256", statement(FILES, "sha256")), pem(keys));
    List<ArtifactFile> now = List.of(file("a/config.json", 9), file("evil", 3));
    assertThat(messages(signature.faults(now)))
        .contains("a/config.json has the digest")
        .contains("evil was not signed")
        .contains("w was signed and is not there");
  }

  @Test
  void whatIsNoSuchSignatureIsRefused() throws GeneralSecurityException {
    KeyPair keys = keys("secp256r1");
    String good = statement(FILES, "sha256");
    String key = pem(keys);
    assertThatThrownBy(() -> ModelSignature.read("{", key)).hasMessageContaining("no JSON");
    assertThatThrownBy(() -> ModelSignature.read("{}", key)).hasMessageContaining("in-toto");
    assertThatThrownBy(() -> ModelSignature.read("{}", "key")).hasMessageContaining("public key");
    refused(keys, good.replace("signature/v1.0", "other"), "its predicate is");
    refused(keys, good.replace("Statement/v1", "Statement/v0"), "no statement");
    refused(keys, statement(FILES, "sha256-sharded"), "no SHA-256 of a whole file");
    refused(keys, good.replace("\"name\":\"w\"", "\"name\":\"a/config.json\""), "listed twice");
    refused(keys, good.replaceFirst("\"sha256\":\"[0-9a-f]", "\"sha256\":\"x"), "hash to");
  }

  private static void refused(KeyPair keys, String statement, String why)
      throws GeneralSecurityException {
    String bundle = bundle(keys, "SHA256", statement);
    assertThatThrownBy(() -> ModelSignature.read(bundle, pem(keys))).hasMessageContaining(why);
  }
}
