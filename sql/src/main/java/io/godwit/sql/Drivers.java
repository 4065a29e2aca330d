package io.godwit.sql;

import io.godwit.api.error.GodwitException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** How the drivers are set up. */
final class Drivers {

  private final DatabaseUrl url;
  private final DatabaseSettings settings;
  private final UnaryOperator<Connection> around;

  Drivers(DatabaseUrl url, DatabaseSettings settings, UnaryOperator<Connection> around) {
    this.url = url;
    this.settings = settings;
    this.around = around;
  }

  DataSource dataSource() {
    return EncasedDataSource.of(
        url.dialect() == Dialect.SQLITE ? sqlite(url.jdbc()) : postgres(), around);
  }

  /** An empty database that nobody else sees. */
  Connection emptyDatabase() throws SQLException {
    return sqlite(Dialect.SQLITE.prefix() + ":memory:").getConnection();
  }

  private SQLiteDataSource sqlite(String jdbc) {
    Properties properties = new Properties();
    properties.putAll(url.properties());
    SQLiteConfig config = new SQLiteConfig(properties);
    if (!url.properties().containsKey(SQLiteConfig.Pragma.FOREIGN_KEYS.pragmaName)) {
      config.enforceForeignKeys(true);
    }
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(millis(settings.timeouts().lock()));
    if (settings.use() == DatabaseSettings.Use.OWN_TABLES) {
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    }
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(jdbc);
    return source;
  }

  private PGSimpleDataSource postgres() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setURL(url.jdbc());
      for (Map.Entry<String, String> property : url.properties().entrySet()) {
        source.setProperty(property.getKey(), property.getValue());
      }
    } catch (SQLException | IllegalArgumentException e) {
      // The driver's own message repeats the URL, so it is not passed on.
      throw new GodwitException(
          SqlError.BAD_URL,
          "the driver does not understand " + url + " or one of its parameters; look at them");
    }
    if (!url.properties().containsKey(PGProperty.APPLICATION_NAME.getName())) {
      source.setApplicationName("godwit");
    }
    source.setConnectTimeout(Math.max(1, millis(settings.timeouts().connect()) / 1000));
    source.setTcpKeepAlive(true);
    if (settings.use() == DatabaseSettings.Use.SCRIPTS) {
      source.setPreferQueryMode(PreferQueryMode.SIMPLE);
    }
    return source;
  }

  private static int millis(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
  }
}
