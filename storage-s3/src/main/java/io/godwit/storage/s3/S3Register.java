package io.godwit.storage.s3;

import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.RegisterValue;
import io.godwit.api.storage.StorageError;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A register in an object that is replaced by conditional PUT. Tags are its ETags, quotes and all.
 */
final class S3Register implements Register {

  private static final int LARGEST = 64 << 10;
  private static final int NOT_FOUND = 404;

  private final ObjectKey key;
  private final S3Settings settings;
  private final Answers answers;
  private final Supplier<Clients> clients;

  S3Register(ObjectKey key, S3Settings settings, Answers answers, Supplier<Clients> clients) {
    this.key = key;
    this.settings = settings;
    this.answers = answers;
    this.clients = clients;
  }

  @Override
  public Optional<RegisterValue> read() {
    try (ResponseInputStream<GetObjectResponse> in =
            clients
                .get()
                .repeating()
                .getObject(get -> get.bucket(settings.bucket()).key(settings.prefix() + key));
        WholeStream whole = new WholeStream(in)) {
      return Optional.of(new RegisterValue(whole.readNBytes(LARGEST), in.response().eTag()));
    } catch (SdkException e) {
      if (Answers.status(e) == NOT_FOUND && !Answers.noBucket(e)) {
        return Optional.empty();
      }
      throw answers.exception(key.value(), e);
    } catch (IOException e) {
      throw new GodwitException(
          StorageError.UNAVAILABLE,
          "The answer of S3 for " + key + " in " + settings.description() + " broke off; repeat",
          e);
    }
  }

  @Override
  public Attempt<String> compareAndSet(Optional<String> expected, byte[] value) {
    try {
      String tag =
          Puts.put(
                  clients.get().once(),
                  settings,
                  key,
                  Body.of(value),
                  put -> expected.map(put::ifMatch).orElseGet(() -> put.ifNoneMatch("*")))
              .eTag();
      return Attempt.done(tag);
    } catch (SdkException e) {
      return answers.ofWrite(key.value(), StorageError.REGISTER_MOVED, e);
    } catch (Puts.UnreadableBody e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }
}
