#!/usr/bin/env bash
# VTK's own reader opens a snapshot that was exported, and ParaView's fields.xdmf: as many cells as the fields file keeps, the
# pressures of the run.
# usage: vtk_test.sh BACKROLL SOURCE_DIR. Exit code 77: skipped, VTK's Python module is not here.
set -euo pipefail
backroll="$1"
source="$2"
python=/usr/bin/python3
if ! "$python" -c "import vtkmodules.vtkIOXML" 2>/dev/null; then
  echo "skipped: the system's Python has no VTK (apt-get install python3-vtk9)"
  exit 77
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
sed 's/^fields_every_s = 0$/fields_every_s = 0.1/' "$source/tests/cli/tiny_specimen.toml" >"$work/tiny.toml"
cd "$work"
"$backroll" run tiny.toml -q
"$backroll" export results/tiny_specimen -o snapshot.vtu
"$python" - <<'PYTHON'
import json
from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridReader

reader = vtkXMLUnstructuredGridReader()
reader.SetFileName("snapshot.vtu")
reader.Update()
grid = reader.GetOutput()
summary = json.load(open("results/tiny_specimen/summary.json"))
assert grid.GetNumberOfCells() == summary["hexes"], (grid.GetNumberOfCells(), summary["hexes"])
assert grid.GetNumberOfPoints() == summary["nodes"]
assert grid.GetCellType(0) == 12
largest = grid.GetPointData().GetArray("pressure_kpa").GetRange()[1]
peak = summary["loaded"]["peak_pressure_1cm2_kpa"]["peak"]
assert 0.3 * peak < largest < 3 * peak, (largest, peak)
bounds = grid.GetBounds()
volume = 1.0
for axis in range(3):
    volume *= bounds[2 * axis + 1] - bounds[2 * axis]
assert abs(volume - 0.2 * 0.24 * 0.042) < 1e-4 * volume, volume
print(f"VTK reads {grid.GetNumberOfCells()} hexahedra, pressure up to {largest:.1f} kPa")
PYTHON
if ! "$python" -c "import paraview.simple" 2>/dev/null; then
  echo "ParaView's reader of fields.xdmf is not tried: its Python module is not here (apt-get install python3-paraview)"
  exit 0
fi
"$python" - 2>/dev/null <<'PYTHON'
import json
import paraview.simple as paraview
from paraview import servermanager

summary = json.load(open("results/tiny_specimen/summary.json"))
reader = paraview.OpenDataFile("results/tiny_specimen/fields.xdmf")
times = list(reader.TimestepValues)
assert len(times) > 2 and times == sorted(times), times
largest = []
for time in times:
    reader.UpdatePipeline(time=time)
    grid = servermanager.Fetch(reader)
    assert grid.GetNumberOfCells() == summary["hexes"], (grid.GetNumberOfCells(), summary["hexes"])
    assert grid.GetNumberOfPoints() == summary["nodes"]
    assert grid.GetPointData().GetArray("displacement").GetNumberOfComponents() == 3
    assert grid.GetCellData().GetArray("compressive_stress_kpa") is not None
    largest.append(grid.GetPointData().GetArray("pressure_kpa").GetRange()[1])
peak = summary["loaded"]["peak_pressure_1cm2_kpa"]["peak"]
assert 0.3 * peak < max(largest) < 3 * peak, (largest, peak)
print(f"ParaView reads {len(times)} moments of fields.xdmf, pressure up to {max(largest):.1f} kPa")
PYTHON
