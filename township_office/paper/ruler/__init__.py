"""A ruler for the general format: it sees what an inspector sees, ink on paper, and nothing else."""

from township_office.paper.ruler.findings import Expected, Finding, Force
from township_office.paper.ruler.measure import measure

__all__ = ["Expected", "Finding", "Force", "measure"]
