/**
 * A `date` for the job's PATH: the system's own, shifted to the run's clock. Like the engine in process it takes
 * `last day of this month`, which GNU date refuses, for the last day of the month.
 */
export function dateWrapper(now: Date): string {
  const offset = Math.round((now.getTime() - Date.now()) / 1000)
  return `#!/bin/bash
now=$(( $(/bin/date +%s) + ${offset} ))
args=()
wanted=""
while [ $# -gt 0 ]; do
  case "$1" in
    -d|--date) wanted="$2"; shift ;;
    --date=*) wanted="\${1#--date=}" ;;
    -d*) wanted="\${1#-d}" ;;
    -u|--utc|--universal) export TZ=UTC0; args+=("$1") ;;
    *) args+=("$1") ;;
  esac
  shift
done
case "$wanted" in
  "") exec /bin/date "\${args[@]}" -d "@$now" ;;
  "last day of this month") exec /bin/date "\${args[@]}" -d "$(/bin/date -d "@$now" +%Y-%m-01) +1 month -1 day" ;;
  @*|[0-9][0-9][0-9][0-9]-*) exec /bin/date "\${args[@]}" -d "$wanted" ;;
  *) exec /bin/date "\${args[@]}" -d "$(/bin/date -d "@$now" '+%Y-%m-%d %H:%M:%S %Z') $wanted" ;;
esac
`
}
