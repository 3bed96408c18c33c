# For the commands beside it, which set $root: `run cli/main ARGS` starts that program on Node 24.
# Options of V8, for a command that has its own.
v8=
run() {
  program=$1
  shift
  # A clone runs its TypeScript. Node strips no types under node_modules: a package runs what was compiled from it.
  if [ -d "$root/src" ]; then program="$root/src/$program.ts"; else program="$root/dist/$program.js"; fi
  # Its own Node, or that of the project which it is installed in: whatever the machine has.
  case $root in
    */node_modules/mailyard) node="$root/../.bin/node" ;;
    *) node="$root/node_modules/.bin/node" ;;
  esac
  [ -x "$node" ] || node=$(recent_node) || exit 1
  # Unquoted: options apart, or none.
  exec "$node" --disable-warning=ExperimentalWarning $v8 "$program" "$@"
}

recent_node() {
  found=$(node --version 2>/dev/null)
  case $found in
    v2[4-9].* | v[3-9][0-9].*) echo node ;;
    *)
      echo "Mailyard needs Node 24, and the PATH has ${found:-no Node}." >&2
      echo "→ In a project: npm install. The package \`node\` among its devDependencies brings Node 24." >&2
      echo "→ Without one: npx --package node@24 --package mailyard mailyard init DIR" >&2
      return 1
      ;;
  esac
}
