from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    TOWNSHIP_FOUNDED = "setup.township.founded", "设立乡镇"
    TOWNSHIP_AMENDED = "setup.township.amended", "更改乡镇资料"
    LAID_IN = "setup.township.laid_in", "补齐常用项目"
    SWITCH_SET = "setup.switch.set", "更改制度设置"
