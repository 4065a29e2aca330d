package io.godwit.engine.state;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** The tables of {@link StateSchema} as jOOQ knows them. */
final class Tables {

  static final Table<Record> STATE = table(name("godwit_state"));
  static final Table<Record> RUN = table(name("godwit_run"));
  static final Table<Record> STEP = table(name("godwit_step"));
  static final Table<Record> JOURNAL = table(name("godwit_journal"));
  static final Table<Record> RELEASE = table(name("godwit_release"));
  static final Table<Record> CURRENT = table(name("godwit_current"));
  static final Table<Record> APPLIED = table(name("godwit_applied"));
  static final Table<Record> LEASE = table(name("godwit_lease"));

  static final Field<Integer> ONE = field(name("one"), Integer.class);
  static final Field<Integer> SCHEMA_VERSION = field(name("version"), Integer.class);
  static final Field<String> SYSTEM = field(name("system"), String.class);

  static final Field<String> ID = field(name("id"), String.class);
  static final Field<Long> RUN_SEQ = field(name("seq"), Long.class);
  static final Field<String> MIGRATION = field(name("migration"), String.class);
  static final Field<String> DIRECTION = field(name("direction"), String.class);
  static final Field<String> RUN_STATE = field(name("state"), String.class);
  static final Field<Long> RUN_VERSION = field(name("version"), Long.class);
  static final Field<String> PLAN = field(name("plan"), String.class);
  static final Field<String> PLAN_HASH = field(name("plan_hash"), String.class);
  static final Field<String> ENGINE = field(name("engine"), String.class);
  static final Field<String> CREATED_AT = field(name("created_at"), String.class);
  static final Field<String> STARTED_AT = field(name("started_at"), String.class);
  static final Field<String> SETTLED_AT = field(name("settled_at"), String.class);
  static final Field<String> OUTCOME = field(name("outcome"), String.class);
  static final Field<String> HEAD_HASH = field(name("head_hash"), String.class);

  static final Field<Integer> RETIRED = field(name("retired"), Integer.class);

  static final Field<String> RUN_ID = field(name("run"), String.class);
  static final Field<Integer> SEQ = field(name("seq"), Integer.class);
  static final Field<String> STEP_ID = field(name("step"), String.class);
  static final Field<String> DETAIL = field(name("detail"), String.class);

  static final Field<Long> N = field(name("n"), Long.class);
  static final Field<String> AT = field(name("at"), String.class);
  static final Field<Long> TOKEN = field(name("token"), Long.class);
  static final Field<String> EVENT = field(name("event"), String.class);
  static final Field<String> HASH = field(name("hash"), String.class);

  static final Field<Long> RELEASE_ID = field(name("id"), Long.class);
  static final Field<String> RELEASE_VERSION = field(name("version"), String.class);
  static final Field<Long> PREVIOUS = field(name("previous"), Long.class);
  static final Field<Long> OF_RELEASE = field(name("release"), Long.class);
  static final Field<String> CHECKSUM = field(name("checksum"), String.class);

  static final Field<String> HOLDER = field(name("holder"), String.class);
  static final Field<Long> SINCE = field(name("since"), Long.class);
  static final Field<Long> EXPIRES = field(name("expires"), Long.class);

  private Tables() {}
}
