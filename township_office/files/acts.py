from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    KEPT = "files.kept", "存入文件"
    GENERATED = "files.generated", "生成文件"
    ERASED = "files.erased", "删除文件内容"
