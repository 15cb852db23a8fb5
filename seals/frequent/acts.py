from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    KEPT = "seals.frequent.kept", "存为常用事项"
    DROPPED = "seals.frequent.dropped", "删去常用事项"
