#!/usr/bin/env bash
# Serves the site and lets schemathesis ask whatever its own description allows
# and forbids. Usage: contract.sh SERVER SCHEMATHESIS [EXAMPLES]
set -euo pipefail
server=$1 schemathesis=$2 examples=${3:-25} port=${CONTRACT_PORT:-3098}
log=$(mktemp)
"$server" serve --addr "127.0.0.1:$port" --log warn >"$log" 2>&1 &
served=$!
trap 'kill "$served" 2>/dev/null || true; rm -f "$log"' EXIT
for _ in $(seq 100); do
  if curl -fs "http://127.0.0.1:$port/api/openapi.json" -o /dev/null; then break; fi
  kill -0 "$served" 2>/dev/null || { cat "$log" >&2; exit 1; }
  sleep 0.1
done
"$schemathesis" run "http://127.0.0.1:$port/api/openapi.json" --checks all --mode all \
  --max-examples "$examples" --seed 1 --no-color
