package io.godwit.storage.s3;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.StorageError;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the server's answers mean. */
final class Answers {

  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int NO_ROOM = 507;

  private final String place;

  Answers(String place) {
    this.place = place;
  }

  /**
   * What became of a conditional write that failed. Only what the server says of itself counts as
   * nothing having happened: a 500 or a broken connection may come from anything on the way.
   *
   * @param refused the code for a condition that did not hold
   */
  <T> Attempt<T> ofWrite(String key, StorageError refused, SdkException e) {
    if (e instanceof S3Exception s3) {
      int status = s3.statusCode();
      boolean missing = status == 404 && refused == StorageError.REGISTER_MOVED;
      if (status == PRECONDITION_FAILED || (missing && !noBucket(s3))) {
        return Attempt.rejected(refused, "Key " + key + " in " + place + " is not as expected");
      }
      if (status == CONFLICT || status == 429 || code(s3).equals("SlowDown")) {
        return new Attempt.Retryable<>(fault(key, e));
      }
      if (status < 500 || status == 501 || status == NO_ROOM) {
        return new Attempt.Rejected<>(fault(key, e));
      }
    }
    if (neverSent(e)) {
      return new Attempt.Retryable<>(fault(key, e));
    }
    return Attempt.unknown(
        StorageError.UNKNOWN,
        "It is not known whether " + key + " in " + place + " was written (" + reason(e) + ")");
  }

  GodwitException exception(String key, SdkException e) {
    Fault fault = fault(key, e);
    return new GodwitException(fault.code(), fault.message(), e);
  }

  /** The same elements, with this exception in place of the SDK's; the first call asks for them. */
  <T> Iterator<T> coded(String key, Supplier<Iterator<T>> elements) {
    return new Iterator<>() {
      private Optional<Iterator<T>> started = Optional.empty();

      @Override
      public boolean hasNext() {
        return asking(Iterator::hasNext);
      }

      @Override
      public T next() {
        return asking(Iterator::next);
      }

      private <R> R asking(Function<Iterator<T>, R> question) {
        try {
          Iterator<T> asked = started.orElseGet(elements);
          started = Optional.of(asked);
          return question.apply(asked);
        } catch (SdkException e) {
          throw exception(key, e);
        }
      }
    };
  }

  /** The status of the answer; 0 if there was none. */
  static int status(SdkException e) {
    return e instanceof S3Exception s3 ? s3.statusCode() : 0;
  }

  /** Whether the answer says that there is no such bucket. */
  static boolean noBucket(SdkException e) {
    return e instanceof S3Exception s3 && code(s3).equals("NoSuchBucket");
  }

  private Fault fault(String key, SdkException e) {
    int status = status(e);
    String at = " for " + key + " in " + place + " (" + reason(e) + ")";
    if (noBucket(e)) {
      return Fault.of(StorageError.UNAVAILABLE, "There is no such bucket" + at + "; make it");
    }
    if (status == 404) {
      return Fault.of(StorageError.NOT_FOUND, "There is no object" + at);
    }
    if (status == 401 || status == 403) {
      return Fault.of(
          StorageError.DENIED, "S3 refuses access" + at + "; check the credentials and the policy");
    }
    if (status == NO_ROOM) {
      return Fault.of(StorageError.FULL, "S3 has no room left" + at + "; make room and repeat");
    }
    if (status == 501) {
      return Fault.of(
          StorageError.NO_REGISTER,
          "S3 does not know conditional writes"
              + at
              + "; add conditional-writes=false and keep the register in the state database");
    }
    return Fault.of(
        StorageError.UNAVAILABLE, "S3 does not answer as it should" + at + "; repeat later");
  }

  private static boolean neverSent(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ConnectException || t instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  private static String reason(SdkException e) {
    return e instanceof S3Exception s3
        ? "status " + s3.statusCode() + " " + code(s3)
        : Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  private static String code(S3Exception e) {
    return Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
  }
}
