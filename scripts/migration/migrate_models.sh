#!/bin/sh
# Moves models from version to version with Godwit: a thin front to the command line (F8).
set -eu

usage() {
  cat <<'TEXT'
usage: migrate_models.sh [--project DIR] [--target NAME] COMMAND ...

  publish MODEL VERSION PATH --release R [--alias A] [--license L]
                     writes a migration that publishes the files under PATH, a folder of the project
  promote MODEL VERSION ALIAS --release R
                     writes a migration that moves an alias to a published version
  convert MODEL OF VERSION TYPE --release R [--alias A]
                     writes a migration that casts a version to F32, F16 or BF16
  copy MODEL VERSION ENVIRONMENT --release R [--alias A]
                     writes a migration that takes a version over from another environment's repository
  plan | up | down | status | history [OPTION ...]
                     godwit plan, up, down, status, history
  list [--model MODEL] | show NAME | diff NAME NAME | check PATH [--full] | export NAME FOLDER
                     godwit models list, show, diff, check, export; NAME is MODEL@VERSION or MODEL:ALIAS,
                     and paths are relative to where you are

Nothing is changed before `up`; look at `plan` first. `down` takes the last migration back.
GODWIT names the program; without it, the one of this clone is run, or else the one on the PATH.
TEXT
}

. "$(dirname "$0")/writing.sh"
read_line models "$@"
shift "$rest"

# Writes a migration of one step: migration VERB MODEL VERSION SETTINGS.
migration() {
  new_migration "$1" "$2" "$3"
  write_step "$1 $2 $3" model "model.$1" "model: $2, version: $3$4"
}

case "$command" in
publish)
  [ $# -ge 3 ] || fail "publish MODEL VERSION PATH --release R"
  model=$1 version=$2 path=$3
  shift 3
  plain MODEL "$model" && plain VERSION "$version" && plain PATH "$path"
  options "alias license" "$@"
  [ -e "$project/$path" ] || fail "there is no $path in the project"
  migration publish "$model" "$version" \
    ", from: ../../$path${alias:+", alias: $alias"}${license:+", license: $license"}"
  ;;
promote)
  [ $# -ge 3 ] || fail "promote MODEL VERSION ALIAS --release R"
  model=$1 version=$2 name=$3
  shift 3
  plain MODEL "$model" && plain VERSION "$version" && plain ALIAS "$name"
  options "alias license" "$@"
  migration promote "$model" "$version" ", alias: $name"
  ;;
convert)
  [ $# -ge 4 ] || fail "convert MODEL OF VERSION TYPE --release R"
  model=$1 of=$2 version=$3 type=$4
  shift 4
  plain MODEL "$model" && plain OF "$of" && plain VERSION "$version" && plain TYPE "$type"
  options "alias license" "$@"
  migration convert "$model" "$version" \
    ", of: $of, recipe: { cast: $type }${alias:+", alias: $alias"}"
  ;;
copy)
  [ $# -ge 3 ] || fail "copy MODEL VERSION ENVIRONMENT --release R"
  model=$1 version=$2 environment=$3
  shift 3
  plain MODEL "$model" && plain VERSION "$version" && plain ENVIRONMENT "$environment"
  options "alias license" "$@"
  migration copy "$model" "$version" ", environment: $environment${alias:+", alias: $alias"}"
  ;;
plan | up | down | status | history)
  exec "$program" "$command" --project "$project" "$@"
  ;;
list | show | diff | check | export)
  exec "$program" models "$command" --project "$project" --target "$target" "$@"
  ;;
*)
  fail "unknown command $command; migrate_models.sh --help lists them"
  ;;
esac
