package io.godwit.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source around whose connections something is laid. */
final class EncasedDataSource {

  private EncasedDataSource() {}

  static DataSource of(DataSource source, UnaryOperator<Connection> around) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> encased(invoke(source, method, arguments), around));
  }

  private static @Nullable Object encased(
      @Nullable Object result, UnaryOperator<Connection> around) {
    return result instanceof Connection connection ? around.apply(connection) : result;
  }

  private static @Nullable Object invoke(
      DataSource source, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(source, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
