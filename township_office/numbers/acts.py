from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    SERIES_OPENED = "numbers.series.opened", "设定起始编号"
