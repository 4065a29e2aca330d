package io.godwit.engine.state;

import java.util.List;

/**
 * The tables of the state store, as upgrades that are applied in order: the store's version is how
 * many have been. One that was published is never changed. The statements are those that SQLite and
 * PostgreSQL share. {@code docs/formats/state.md} describes the tables.
 */
final class StateSchema {

  static final List<List<String>> UPGRADES =
      List.of(
          List.of(
              "create table godwit_run (id text primary key, seq bigint not null unique,"
                  + " migration text not null, direction text not null, state text not null,"
                  + " version bigint not null, plan text not null, plan_hash text not null,"
                  + " engine text not null, created_at text not null, started_at text,"
                  + " settled_at text, outcome text not null, head_hash text not null)",
              "create index godwit_run_state on godwit_run (state)",
              "create table godwit_step (run text not null, seq integer not null,"
                  + " step text not null, state text not null, detail text not null,"
                  + " primary key (run, step))",
              "create table godwit_journal (run text not null, n bigint not null,"
                  + " at text not null, token bigint not null, event text not null, step text,"
                  + " detail text not null, hash text not null, primary key (run, n))",
              "create table godwit_release (id bigint primary key, version text, previous bigint,"
                  + " run text not null, at text not null, detail text not null)",
              "create table godwit_current (one integer primary key check (one = 1),"
                  + " release bigint not null)",
              "create table godwit_applied (migration text primary key, run text not null,"
                  + " release bigint not null unique, checksum text not null)",
              "create table godwit_lease (one integer primary key check (one = 1),"
                  + " holder text not null, token bigint not null, since bigint not null,"
                  + " expires bigint not null)"),
          List.of("alter table godwit_run add column retired integer not null default 0"));

  /** Made before all others: which upgrades have been applied, and whose store it is. */
  static final String HEAD =
      "create table if not exists godwit_state (one integer primary key check (one = 1),"
          + " version integer not null, system text not null)";

  private StateSchema() {}
}
