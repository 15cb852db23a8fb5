from typing import Any

from django.core.checks import CheckMessage, Info, register

from township_office.paper.fonts import missing_fonts


@register(deploy=True)
def official_fonts_are_there(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Told with ``check --deploy``; a form prints without them too, in a face not quite right."""
    return [
        Info(
            f"缺少公文字体{title}，{_instead(stand_in)}。",
            hint="把单位自己有授权的字体文件放进 var/fonts，即可使用。",
            id="paper.I001",
        )
        for title, stand_in in missing_fonts().items()
    ]


def _instead(stand_in: str) -> str:
    return f"暂用 {stand_in} 代替" if stand_in else "也没有可代替的中文字体，中文会印成方框"
