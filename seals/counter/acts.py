from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    ENTERED = "seals.counter.entered", "柜台登记"
