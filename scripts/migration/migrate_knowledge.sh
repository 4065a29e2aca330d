#!/bin/sh
# Moves knowledge from version to version with Godwit: a thin front to the command line (F8).
set -eu

usage() {
  cat <<'TEXT'
usage: migrate_knowledge.sh [--project DIR] [--target NAME] COMMAND ...

  import COLLECTION PATH EMBEDDER --release R
                     writes a migration that brings the documents under PATH, a folder of the project
  reembed COLLECTION EMBEDDER --release R
                     writes a migration that gives all texts the vectors of another embedder
  rechunk COLLECTION MAX OVERLAP --release R [--embedder E]
                     writes a migration that cuts the documents in another way
  transform COLLECTION CLASS --release R [--embedder E]
                     writes a migration that puts every document through a Java class in plugins/
  copy | sync COLLECTION TARGET --release R
                     writes a migration that takes a collection over from another target, all of it or
                     what has changed
  drop COLLECTION --release R
                     writes a migration after which readers do not see the collection any more
  plan | up | down | status | verify | history [OPTION ...]
                     godwit plan, up, down, status, verify, history

Nothing is changed before `up`; look at `plan` first. `down` takes the last migration back.
GODWIT names the program; without it, the one of this clone is run, or else the one on the PATH.
TEXT
}

. "$(dirname "$0")/writing.sh"
read_line knowledge "$@"
shift "$rest"

# Checks the first words, whose names are in $1: arguments "COLLECTION EMBEDDER" "$@".
arguments() {
  names=$1
  shift
  for name in $names; do
    [ $# -gt 0 ] || fail "$command $names --release R"
    plain "$name" "$1"
    shift
  done
}

case "$command" in
import)
  arguments "COLLECTION PATH EMBEDDER" "$@"
  collection=$1 path=$2 with=$3
  shift 3
  options '' "$@"
  [ -e "$project/$path" ] || fail "there is no $path in the project"
  new_migration import "$collection" "$release"
  write_step "import $path into $collection" knowledge knowledge.import \
    "collection: $collection, from: ../../$path, embedder: $with"
  ;;
reembed)
  arguments "COLLECTION EMBEDDER" "$@"
  collection=$1 with=$2
  shift 2
  options '' "$@"
  new_migration reembed "$collection" "$with"
  write_step "re-embed $collection with $with" knowledge knowledge.reembed \
    "collection: $collection, embedder: $with"
  ;;
rechunk)
  arguments "COLLECTION MAX OVERLAP" "$@"
  collection=$1 max=$2 overlap=$3
  shift 3
  options embedder "$@"
  new_migration rechunk "$collection" "$max" "$overlap"
  write_step "cut $collection at $max characters" knowledge knowledge.rechunk \
    "collection: $collection, chunking: { max: $max, overlap: $overlap }${embedder:+", embedder: $embedder"}"
  ;;
transform)
  arguments "COLLECTION CLASS" "$@"
  collection=$1 class=$2
  shift 2
  options embedder "$@"
  new_migration transform "$collection" "${class##*.}"
  write_step "transform $collection with $class" knowledge knowledge.transform-content \
    "collection: $collection, transform: $class${embedder:+", embedder: $embedder"}"
  ;;
copy | sync)
  arguments "COLLECTION TARGET" "$@"
  collection=$1 from=$2
  shift 2
  options '' "$@"
  new_migration "$command" "$collection" "$from" "$release"
  write_step "$command $collection from $from" knowledge "knowledge.$command" \
    "collection: $collection, from: $from"
  ;;
drop)
  arguments COLLECTION "$@"
  collection=$1
  shift
  options '' "$@"
  new_migration drop "$collection" "$release"
  write_step "drop $collection" knowledge knowledge.drop "collection: $collection"
  ;;
plan | up | down | status | verify | history)
  exec "$program" "$command" --project "$project" "$@"
  ;;
*)
  fail "unknown command $command; migrate_knowledge.sh --help lists them"
  ;;
esac
