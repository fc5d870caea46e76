"""Time to draw flowcharts: `python benchmarks/bench_flow.py`.

In: the charts of the tests. Out: a table on standard output: size, milliseconds for layout and for SVG (best of many runs).
The surprising thing: a chart that has a fault is not timed; a fast layout that draws lines through boxes cannot win.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from generators.flow.drawing import Layout
from generators.flow.faults import layout_faults
from generators.flow.graph import Chart
from generators.flow.layout import layout
from generators.flow.svg import svg

__all__ = ["main"]

CHARTS = Path(__file__).resolve().parent.parent / "tests" / "flow" / "charts.py"


def charts() -> dict[str, Chart]:
    """The charts that the tests draw."""
    spec = spec_from_file_location("flow_charts", CHARTS)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no charts in {CHARTS}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, Chart] = module.CHARTS
    return found


def best(work: Callable[[], object], runs: int) -> float:
    """Milliseconds of the fastest run: the one that was disturbed least."""
    fastest = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest * 1000


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=200)
    runs: int = parser.parse_args().runs
    print(f"{'chart':<12}{'steps':>7}{'arrows':>8}{'layout ms':>11}{'svg ms':>8}{'width':>7}{'height':>8}")
    for name, chart in charts().items():
        drawn = layout(chart)
        faults = layout_faults(drawn)
        if faults:
            raise SystemExit(f"{name}: {faults[0]}")

        def draw(chart: Chart = chart) -> Layout:
            return layout(chart)

        def write(drawn: Layout = drawn) -> str:
            return svg(drawn)

        print(
            f"{name:<12}{len(chart.steps):>7}{len(chart.arrows):>8}{best(draw, runs):>11.2f}{best(write, runs):>8.2f}"
            f"{drawn.width:>7}{drawn.height:>8}"
        )


if __name__ == "__main__":
    main()
