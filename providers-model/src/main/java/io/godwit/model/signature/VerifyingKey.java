package io.godwit.model.signature;

import io.godwit.api.error.GodwitException;
import io.godwit.model.file.ModelError;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A public key on one of the curves P-256, P-384 and P-521, each with the hash of its size. */
final class VerifyingKey {

  private final ECPublicKey key;

  private VerifyingKey(ECPublicKey key) {
    this.key = key;
  }

  /**
   * Reads a key in PEM: {@code -----BEGIN PUBLIC KEY-----}.
   *
   * @throws GodwitException with {@link ModelError#BAD_SIGNATURE} if it is none
   */
  static VerifyingKey parse(String pem) {
    String base64 =
        pem.replace("-----BEGIN PUBLIC KEY-----", "")
            .replace("-----END PUBLIC KEY-----", "")
            .replaceAll("\\s", "");
    try {
      byte[] der = Base64.getDecoder().decode(base64);
      return new VerifyingKey(
          (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new GodwitException(
          ModelError.BAD_SIGNATURE,
          "the key is no public key of an elliptic curve in PEM; give the key of whoever signed",
          e);
    }
  }

  /** Whether this key has signed the bytes. */
  boolean hasSigned(byte[] bytes, byte[] signature) {
    int bits = key.getParams().getCurve().getField().getFieldSize();
    String hash = bits <= 256 ? "SHA256" : bits <= 384 ? "SHA384" : "SHA512";
    try {
      Signature verifier = Signature.getInstance(hash + "withECDSA");
      verifier.initVerify(key);
      verifier.update(bytes);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
