from django.apps import AppConfig

from township_office.ui.nav import Place, enter


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "公文"

    def ready(self) -> None:
        from documents.incoming.models import in_office  # noqa: PLC0415

        enter(Place("办文", "收文登记簿", "documents:register", "file-text", first=True, order=10))
        enter(Place("办文", "收文登记", "documents:new", "inbox", order=20, may_see=in_office))
