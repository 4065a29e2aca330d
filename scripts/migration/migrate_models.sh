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

fail() {
  printf 'migrate_models: %s\n' "$*" >&2
  exit 2
}

here=$(cd "$(dirname "$0")" && pwd -P)
program=${GODWIT:-"$here/../../godwit"}
[ -x "$program" ] || program=godwit
project=.
target=models

while [ $# -gt 0 ]; do
  case "$1" in
  --project) project=${2:?"--project needs a folder"} && shift 2 ;;
  --target) target=${2:?"--target needs a name"} && shift 2 ;;
  -h | --help) usage && exit 0 ;;
  *) break ;;
  esac
done
[ $# -gt 0 ] || { usage >&2 && exit 2; }
command=$1
shift

# Words that go into YAML as they are.
plain() {
  case "$2" in
  '' | *[!A-Za-z0-9._/-]*) fail "$1 '$2' has other characters than letters, digits and . _ / -" ;;
  esac
}

# The options after the arguments of a command.
options() {
  release='' alias='' license=''
  while [ $# -gt 0 ]; do
    [ $# -gt 1 ] || fail "$1 needs a value"
    case "$1" in
    --release) release=$2 ;;
    --alias) alias=$2 ;;
    --license) license=$2 ;;
    *) fail "unknown option $1" ;;
    esac
    plain "$1" "$2"
    shift 2
  done
  [ -n "$release" ] || fail "--release is missing: the version of the whole system after the migration"
}

# Writes a migration of one step, after those that are there.
migration() {
  [ -f "$project/godwit.yaml" ] || fail "$project has no godwit.yaml; name the project with --project"
  last=$(ls "$project/migrations" 2>/dev/null | sed -n 's/^\([0-9][0-9]*\)_.*/\1/p' | sort -n | tail -n 1)
  number=$(printf '%03d' "$(($(printf '%s' "${last:-0}" | sed 's/^0*//;s/^$/0/') + 1))")
  name=$(printf '%s' "$1-$2-$3" | tr 'A-Z/._' 'a-z---')
  folder="migrations/${number}_$(printf '%s' "$name" | tr - _)"
  mkdir -p "$project/$folder"
  cat >"$project/$folder/migration.yaml" <<YAML
id: $name
to: $release
description: $1 $2 $3
steps:
  - id: model
    use: model.$1
    target: $target
    with: { model: $2, version: $3$4 }
YAML
  printf 'wrote %s/migration.yaml; look with plan, then run up\n' "$folder"
}

case "$command" in
publish)
  [ $# -ge 3 ] || fail "publish MODEL VERSION PATH --release R"
  model=$1 version=$2 path=$3
  shift 3
  plain MODEL "$model" && plain VERSION "$version" && plain PATH "$path"
  options "$@"
  [ -e "$project/$path" ] || fail "there is no $path in the project"
  migration publish "$model" "$version" \
    ", from: ../../$path${alias:+", alias: $alias"}${license:+", license: $license"}"
  ;;
promote)
  [ $# -ge 3 ] || fail "promote MODEL VERSION ALIAS --release R"
  model=$1 version=$2 name=$3
  shift 3
  plain MODEL "$model" && plain VERSION "$version" && plain ALIAS "$name"
  options "$@"
  migration promote "$model" "$version" ", alias: $name"
  ;;
convert)
  [ $# -ge 4 ] || fail "convert MODEL OF VERSION TYPE --release R"
  model=$1 of=$2 version=$3 type=$4
  shift 4
  plain MODEL "$model" && plain OF "$of" && plain VERSION "$version" && plain TYPE "$type"
  options "$@"
  migration convert "$model" "$version" \
    ", of: $of, recipe: { cast: $type }${alias:+", alias: $alias"}"
  ;;
copy)
  [ $# -ge 3 ] || fail "copy MODEL VERSION ENVIRONMENT --release R"
  model=$1 version=$2 environment=$3
  shift 3
  plain MODEL "$model" && plain VERSION "$version" && plain ENVIRONMENT "$environment"
  options "$@"
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
