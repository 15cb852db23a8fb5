from django.apps import AppConfig

from township_office.people.modules import entrust
from township_office.setup.founding import when_founded
from township_office.ui.nav import Place, enter


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "公文"

    def ready(self) -> None:
        from documents.incoming.models import in_office  # noqa: PLC0415
        from documents.outgoing.actions import make_usual_series  # noqa: PLC0415

        when_founded(make_usual_series)
        entrust("documents", "公文")
        enter(Place("办文", "收文登记簿", "documents:register", "file-text", first=True, order=10))
        enter(Place("办文", "收文登记", "documents:new", "inbox", order=20, may_see=in_office))
        enter(Place("办文", "发文", "documents:outgoing_documents", "send", order=30))
        enter(Place("办文", "拟稿", "documents:outgoing_new", "file-pen", order=40))
        enter(Place("办文", "发文登记簿", "documents:outgoing_register", "book-open", order=50))
