#!/usr/bin/env bash
# A sweep as a job array under a real Slurm on this one machine: munged, slurmctld and slurmd from the system's packages,
# started here, stopped at the end.
# usage: slurm_test.sh BACKROLL SOURCE_DIR. Exit code 77: skipped, they are not installed or do not start here.
set -euo pipefail
backroll="$1"
source="$2"
skip() {
  echo "skipped: $1"
  exit 77
}
for program in munged slurmctld slurmd sbatch squeue; do
  command -v "$program" >/dev/null || skip "$program is not here (apt-get install munge slurmctld slurmd slurm-client)"
done
[[ "$(id -u)" == 0 ]] || skip "starting Slurm needs root"
if pgrep -x slurmctld >/dev/null || pgrep -x munged >/dev/null; then skip "another Slurm or munged runs here"; fi

work="$(mktemp -d)"
chmod 755 "$work"
stop() {
  pkill -x slurmd || true
  pkill -x slurmctld || true
  pkill -x munged || true
  for _ in $(seq 20); do
    pgrep -x slurmd >/dev/null || pgrep -x slurmctld >/dev/null || pgrep -x munged >/dev/null || break
    sleep 0.5
  done
  rm -rf "$work" || true
}
trap stop EXIT
host="$(hostname -s)"
mkdir -p "$work/munge" "$work/state" "$work/spool"
head -c 1024 /dev/urandom >"$work/munge/key"
chmod 700 "$work/munge"
chmod 400 "$work/munge/key"
socket="$work/munge/socket"
munged --force --key-file="$work/munge/key" --socket="$socket" --pid-file="$work/munge/pid" \
  --log-file="$work/munge/log" --seed-file="$work/munge/seed" 2>"$work/munge/err" || skip "munged does not start: $(tail -n 1 "$work/munge/err")"
cat >"$work/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$socket
CryptoType=crypto/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
SlurmctldPort=46817
SlurmdPort=46818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=2000 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
sed -i '/^CryptoType/d' "$work/slurm.conf"
export SLURM_CONF="$work/slurm.conf"
slurmctld -c 2>"$work/err" || skip "slurmctld does not start: $(tail -n 1 "$work/err")"
slurmd -c 2>"$work/err" || skip "slurmd does not start: $(tail -n 1 "$work/err")"
for _ in $(seq 60); do
  if sinfo -h -o %T 2>/dev/null | grep -qE "^idle$"; then break; fi
  sleep 0.5
done
sinfo -h -o %T 2>/dev/null | grep -qE "^idle$" || skip "the node does not come up: $(tail -n 2 "$work/slurmd.log" "$work/slurmctld.log" 2>/dev/null | tr '\n' ' ')"

cp "$source/tests/cli/tiny_specimen.toml" "$work/tiny.toml"
printf '%s\n' 'schema = 1' 'name = "rollers"' 'scenario = "tiny.toml"' '[[axis]]' 'key = "indenter.roller"' \
  'values = ["soft-epe", "medium-epp", "firm-epp"]' '[analysis]' 'more = "specimen_depth_mm"' 'less = "mean_pressure_kpa"' >"$work/s.toml"
cd "$work"
"$backroll" sweep s.toml -q -o alone
"$backroll" sweep s.toml -o array --slurm 2 --submit
for _ in $(seq 600); do
  if [[ -z "$(squeue -h)" ]]; then break; fi
  sleep 0.5
done
[[ -z "$(squeue -h)" ]] || skip "Slurm does not get its jobs done here: $(squeue -h | tr '\n' ' ')"
[[ -e array/slurm/shard-1.log ]] || skip "Slurm runs no task here: $(tail -n 1 "$work/slurmd.log")"
cat array/slurm/*.log
cmp alone/results.csv array/results.csv
cmp alone/regions.csv array/regions.csv
echo "a job array of two tasks and the merge after it gave the tables of one run"
