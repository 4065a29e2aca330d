package io.godwit.storage.s3;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageCapability;
import io.godwit.api.storage.StorageError;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket, each written by one conditional PUT. The clients are made with the first
 * call.
 */
final class S3Storage implements Storage {

  private static final int NOT_FOUND = 404;
  private static final int NO_SUCH_RANGE = 416;

  private final S3Settings settings;
  private final Answers answers;
  private Optional<Clients> clients = Optional.empty();

  S3Storage(S3Settings settings) {
    this.settings = settings;
    this.answers = new Answers(settings.description());
  }

  @Override
  public String description() {
    return settings.description();
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return settings.conditionalWrites()
        ? EnumSet.allOf(StorageCapability.class)
        : EnumSet.noneOf(StorageCapability.class);
  }

  @Override
  public Attempt<ObjectKey> create(ObjectKey key, Body body) {
    try {
      Puts.put(
          clients().once(),
          settings,
          key,
          body,
          put -> settings.conditionalWrites() ? put.ifNoneMatch("*") : put);
      return Attempt.done(key);
    } catch (SdkException e) {
      return answers.ofWrite(key.value(), StorageError.KEY_EXISTS, e);
    } catch (Puts.UnreadableBody e) {
      return Attempt.retryable(StorageError.UNAVAILABLE, "The bytes of " + key + " cannot be read");
    }
  }

  @Override
  public InputStream read(ObjectKey key) {
    return read(key, get -> get);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    long last = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length - 1;
    return read(key, get -> get.range("bytes=" + offset + "-" + last));
  }

  @Override
  public Optional<ObjectHead> head(ObjectKey key) {
    try {
      HeadObjectResponse found =
          clients()
              .repeating()
              .headObject(head -> head.bucket(settings.bucket()).key(settings.prefix() + key));
      return Optional.of(new ObjectHead(key, found.contentLength(), found.lastModified()));
    } catch (SdkException e) {
      if (Answers.status(e) == NOT_FOUND) {
        return Optional.empty();
      }
      throw answers.exception(key.value(), e);
    }
  }

  @Override
  public Stream<ObjectHead> list(String prefix) {
    Iterator<S3Object> found = answers.coded(prefix, () -> objects(prefix).iterator());
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(found, Spliterator.ORDERED), false)
        .flatMap(object -> head(object).stream());
  }

  @Override
  public void delete(ObjectKey key) {
    try {
      clients()
          .repeating()
          .deleteObject(delete -> delete.bucket(settings.bucket()).key(settings.prefix() + key));
    } catch (SdkException e) {
      throw answers.exception(key.value(), e);
    }
  }

  @Override
  public Optional<Register> register(ObjectKey key) {
    return settings.conditionalWrites()
        ? Optional.of(new S3Register(key, settings, answers, this::clients))
        : Optional.empty();
  }

  @Override
  public synchronized void close() {
    clients.ifPresent(Clients::close);
    clients = Optional.empty();
  }

  private synchronized Clients clients() {
    if (clients.isEmpty()) {
      clients = Optional.of(new Clients(settings));
    }
    return clients.get();
  }

  private Iterable<S3Object> objects(String prefix) {
    return clients()
        .repeating()
        .listObjectsV2Paginator(
            list -> list.bucket(settings.bucket()).prefix(settings.prefix() + prefix))
        .contents();
  }

  private InputStream read(ObjectKey key, UnaryOperator<GetObjectRequest.Builder> part) {
    GetObjectRequest request =
        part.apply(
                GetObjectRequest.builder().bucket(settings.bucket()).key(settings.prefix() + key))
            .build();
    try {
      return new WholeStream(clients().repeating().getObject(request));
    } catch (SdkException e) {
      if (Answers.status(e) == NO_SUCH_RANGE) {
        return InputStream.nullInputStream();
      }
      throw answers.exception(key.value(), e);
    }
  }

  private Optional<ObjectHead> head(S3Object object) {
    try {
      ObjectKey key = new ObjectKey(object.key().substring(settings.prefix().length()));
      return Optional.of(new ObjectHead(key, object.size(), object.lastModified()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
