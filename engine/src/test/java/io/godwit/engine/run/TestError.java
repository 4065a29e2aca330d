package io.godwit.engine.run;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

enum TestError implements ErrorCode {
  BROKEN;

  @Override
  public String id() {
    return "GW-900";
  }

  @Override
  public ErrorKind kind() {
    return ErrorKind.EXTERNAL;
  }
}
