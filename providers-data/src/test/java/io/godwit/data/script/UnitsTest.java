package io.godwit.data.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("P4: own BEGIN and COMMIT are the borders of transactions, and break no bookkeeping")
class UnitsTest {

  private static List<Unit> units(Dialect dialect, String text) {
    return units(dialect, text, TransactionMode.AUTO);
  }

  private static List<Unit> units(Dialect dialect, String text, TransactionMode mode) {
    return Units.of(Script.parse(dialect, new ScriptText("a.sql", text)), mode);
  }

  private static String shape(Dialect dialect, String text) {
    return units(dialect, text).stream()
        .map(
            unit ->
                unit.kind().name().charAt(0)
                    + unit.statements().stream()
                        .map(Statement::text)
                        .collect(Collectors.joining(",", "[", "]"))
                    + (unit.discarded() ? "!" : ""))
        .collect(Collectors.joining(" "));
  }

  @Test
  void aScriptWithoutBeginIsOneTransaction() {
    assertThat(shape(Dialect.POSTGRESQL, "select 1; set a = b; select 2;"))
        .isEqualTo("T[select 1,set a = b,select 2]");
  }

  @Test
  void onePairAroundEverythingIsOneTransactionToo() {
    assertThat(shape(Dialect.POSTGRESQL, "begin; select 1; select 2; commit;"))
        .isEqualTo("T[select 1,select 2]");
    assertThat(shape(Dialect.SQLITE, "BEGIN TRANSACTION; select 1; END;")).isEqualTo("T[select 1]");
  }

  @Test
  void theOptionsOfTheAuthorsBeginAreKept() {
    List<Unit> units =
        units(Dialect.POSTGRESQL, "begin isolation level serializable; select 1; commit;");
    assertThat(units.get(0).begin().orElseThrow().text())
        .isEqualTo("begin isolation level serializable");
  }

  @Test
  void severalPairsAreSeveralTransactions() {
    assertThat(
            shape(
                Dialect.POSTGRESQL,
                "select 0; begin; select 1; commit; begin; select 2; rollback; select 3;"))
        .isEqualTo("T[select 0] T[select 1] T[select 2]! T[select 3]");
  }

  @Test
  void aChainedCommitOpensTheNextTransaction() {
    assertThat(
            shape(
                Dialect.POSTGRESQL,
                "begin; select 1; commit and chain; select 2; commit; select 3"))
        .isEqualTo("T[select 1] T[select 2] T[select 3]");
  }

  @Test
  void statementsThatRefuseATransactionStandAlone() {
    assertThat(shape(Dialect.POSTGRESQL, "select 1; vacuum; vacuum a; select 2;"))
        .isEqualTo("T[select 1] A[vacuum] A[vacuum a] T[select 2]");
  }

  @Test
  void anAuthorMayHaveEveryStatementByItself() {
    assertThat(
            units(
                Dialect.POSTGRESQL,
                "select 1; begin; select 2; select 3; commit; select 4",
                TransactionMode.NONE))
        .extracting(Unit::kind)
        .containsExactly(UnitKind.ALONE, UnitKind.TRANSACTION, UnitKind.ALONE);
  }

  @Test
  void anEnumValueIsCommittedBeforeItsUse() {
    String add = "alter type mood add value if not exists 'calm'";
    assertThat(shape(Dialect.POSTGRESQL, add + "; insert into t values ('calm')"))
        .isEqualTo("T[" + add + "] T[insert into t values ('calm')]");
    assertThat(shape(Dialect.POSTGRESQL, add + "; select 1")).isEqualTo("T[" + add + ",select 1]");
  }

  @Test
  void theTwelveStepRebuildKeepsItsPragmasOutside() {
    assertThat(
            shape(
                Dialect.SQLITE,
                "pragma foreign_keys=off; begin; drop table a; commit; pragma foreign_keys=on;"))
        .isEqualTo("C[pragma foreign_keys=off] T[drop table a] C[pragma foreign_keys=on]");
  }

  @Test
  void pragmasThatWeakenDurabilityAreLeftOut() {
    assertThat(shape(Dialect.SQLITE, "pragma synchronous=off; select 1;")).isEqualTo("T[select 1]");
  }

  @Test
  void whatDoesNotPairUpIsRefused() {
    fails("begin; select 1;", "a.sql:1:1", "no COMMIT");
    fails("select 1; commit;", "a.sql:1:11", "no open BEGIN");
    fails("begin; begin;", "a.sql:1:8");
    fails("begin; vacuum; commit;", "a.sql:1:8", "refuses a transaction");
  }

  private static void fails(String script, String... parts) {
    assertThatThrownBy(() -> units(Dialect.POSTGRESQL, script))
        .isInstanceOfSatisfying(
            GodwitException.class,
            e -> assertThat(e.code()).isEqualTo(DataError.TRANSACTION_CONTROL))
        .message()
        .contains(parts);
  }
}
