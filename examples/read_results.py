#!/usr/bin/env python3
"""Reads what Backroll writes, with the standard library alone.

usage: read_results.py RUN_DIR [SWEEP_DIR]
Prints the run's largest contact force and its muscle and spine shares, and the sweep's Pareto front.
"""
import csv
import json
import sqlite3
import sys
from pathlib import Path


def read_run(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text())
    with (folder / "forces.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    most = max(rows, key=lambda row: float(row["contact_force_n"]))
    print(f"{summary['scenario']}: {summary['status']}, {len(rows)} steps")
    print(f"largest contact force {float(most['contact_force_n']):.1f} N at {float(most['time_s']):.2f} s")
    share = summary["loaded"].get("skin_share")
    if share:
        print(f"over muscle {share['muscle']:.1%}, over the spine {share['spine']:.1%} (skin view)")


def read_sweep(folder: Path) -> None:
    # immutable: the file is read where it lies, nothing is written beside it
    database = sqlite3.connect(f"file:{folder / 'results.db'}?immutable=1", uri=True)
    database.row_factory = sqlite3.Row
    about = dict(database.execute("SELECT key, value FROM sweep"))
    print(f"{about['name']}: Pareto front")
    for row in database.execute("SELECT * FROM pareto_front"):
        inputs = [name for (name,) in database.execute("SELECT name FROM columns WHERE role != 'output'")]
        print("  case", row["case"], {name: row[name] for name in inputs})


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    read_run(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        read_sweep(Path(sys.argv[2]))
