package io.godwit.engine.run;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

enum TestError implements ErrorCode {
  BROKEN,
  EXHAUSTED;

  @Override
  public String id() {
    return this == BROKEN ? "GW-900" : "GW-901";
  }

  @Override
  public ErrorKind kind() {
    return ErrorKind.EXTERNAL;
  }

  @Override
  public boolean pauses() {
    return this == EXHAUSTED;
  }
}
