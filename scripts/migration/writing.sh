# What the scripts here have in common: the program, the options before a command, writing a migration.
# To be read by them with `.`, after they have defined usage.

fail() {
  printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2
  exit 2
}

# Sets command, project, target and rest, how many words of the line stand before the command's arguments.
# $1 is the name of the target where nobody says one; the line follows.
read_line() {
  here=$(cd "$(dirname "$0")" && pwd -P)
  program=${GODWIT:-"$here/../../godwit"}
  [ -x "$program" ] || program=godwit
  project=. target=$1 rest=1
  shift
  while [ $# -gt 0 ]; do
    case "$1" in
    --project) project=${2:?"--project needs a folder"} ;;
    --target) target=${2:?"--target needs a name"} ;;
    -h | --help) usage && exit 0 ;;
    *) break ;;
    esac
    shift 2
    rest=$((rest + 2))
  done
  [ $# -gt 0 ] || { usage >&2 && exit 2; }
  command=$1
  plain --target "$target"
}

# Words that go into YAML as they are.
plain() {
  case "$2" in
  '' | *[!A-Za-z0-9._/-]*) fail "$1 '$2' has other characters than letters, digits and . _ / -" ;;
  esac
}

# Sets a variable of the name of each option; $1 has the names that are known besides release.
options() {
  known=" release $1 "
  shift
  for option in $known; do
    eval "$option="
  done
  while [ $# -gt 0 ]; do
    option=${1#--}
    case "$1 $known" in
    --*" $option "*) ;;
    *) fail "unknown option $1" ;;
    esac
    [ $# -gt 1 ] || fail "$1 needs a value"
    plain "$1" "$2"
    eval "$option=\$2"
    shift 2
  done
  [ -n "$release" ] || fail "--release is missing: the version of the whole system after the migration"
}

# Makes the folder of a migration, after those that are there: migration WORDS. Sets name and folder.
new_migration() {
  [ -f "$project/godwit.yaml" ] || fail "$project has no godwit.yaml; name the project with --project"
  last=$(ls "$project/migrations" 2>/dev/null | sed -n 's/^\([0-9][0-9]*\)_.*/\1/p' | sort -n | tail -n 1)
  number=$(printf '%03d' "$(($(printf '%s' "${last:-0}" | sed 's/^0*//;s/^$/0/') + 1))")
  name=$(printf '%s' "$*" | tr 'A-Z/._ ' 'a-z----')
  folder="migrations/${number}_$(printf '%s' "$name" | tr - _)"
  mkdir -p "$project/$folder"
}

# Writes the migration of one step: write_step DESCRIPTION STEP TYPE SETTINGS.
write_step() {
  cat >"$project/$folder/migration.yaml" <<YAML
id: $name
to: $release
description: $1
steps:
  - id: $2
    use: $3
    target: $target
    with: { $4 }
YAML
  printf 'wrote %s/migration.yaml; look with plan, then run up\n' "$folder"
}
