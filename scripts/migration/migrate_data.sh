#!/bin/sh
# Moves schema and rows from version to version with Godwit: a thin front to the command line (F8).
set -eu

usage() {
  cat <<'TEXT'
usage: migrate_data.sh [--project DIR] [--target NAME] COMMAND ...

  sql NAME UP [DOWN] --release R
                     writes a migration with copies of two files of SQL: the way up, and the way back
  copy TABLE SOURCE --release R [--batch N]
                     writes a migration that takes the rows of a table over from another target
  move TABLE NEW --release R [--batch N]
                     writes a migration that takes the rows of a table over into another of this target,
                     columns by their names
  plan | up | down | status | verify | validate | lint | drift | history [OPTION ...]
                     godwit plan, up, down, status, verify, validate, lint, drift, history

Nothing is changed before `up`; look at `plan` first. `down` takes the last migration back.
GODWIT names the program; without it, the one of this clone is run, or else the one on the PATH.
TEXT
}

. "$(dirname "$0")/writing.sh"
read_line app "$@"
shift "$rest"

case "$command" in
sql)
  [ $# -ge 2 ] || fail "sql NAME UP [DOWN] --release R"
  word=$1 up=$2 down=
  shift 2
  case "${1:-}" in '' | --*) ;; *) down=$1 && shift ;; esac
  plain NAME "$word"
  options '' "$@"
  for file in "$up" ${down:+"$down"}; do
    [ -f "$file" ] || fail "there is no file $file"
  done
  new_migration "$word"
  cp "$up" "$project/$folder/$word.up.sql"
  [ -z "$down" ] || cp "$down" "$project/$folder/$word.down.sql"
  write_step "$word" data data.sql "up: $word.up.sql${down:+", down: $word.down.sql"}"
  ;;
copy)
  [ $# -ge 2 ] || fail "copy TABLE SOURCE --release R"
  table=$1 source=$2
  shift 2
  plain TABLE "$table" && plain SOURCE "$source"
  options batch "$@"
  new_migration copy "$table" "$source" "$release"
  write_step "copy $table from $source" data data.transform \
    "kind: copy, source: $source, from: [$table], to: $table${batch:+", batch: $batch"}"
  ;;
move)
  [ $# -ge 2 ] || fail "move TABLE NEW --release R"
  table=$1 new=$2
  shift 2
  plain TABLE "$table" && plain NEW "$new"
  options batch "$@"
  new_migration move "$table" "$new" "$release"
  write_step "move the rows of $table to $new" data data.transform \
    "kind: copy, from: [$table], to: $new${batch:+", batch: $batch"}"
  ;;
plan | up | down | status | verify | validate | lint | drift | history)
  exec "$program" "$command" --project "$project" "$@"
  ;;
*)
  fail "unknown command $command; migrate_data.sh --help lists them"
  ;;
esac
