from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from township_office.files.actions import open_for
from township_office.files.models import File, Reading
from township_office.files.rules import is_readable
from township_office.people.requests import OfficerRequest

# No script, no form, no frame, no origin of ours. Chromium (since 84) and Firefox show a PDF in their
# own viewer outside this policy, so the sandbox may stand for PDFs too; a sandboxed iframe would not do.
POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'"
)


@require_GET
@xframe_options_sameorigin
def open_file(request: OfficerRequest, pk: int) -> FileResponse:
    """Show a PDF or a picture where the reader is; hand out everything else."""
    file = _readable(request, pk)
    return _answer(
        request, file, Reading.How.INLINE if file.opens_in_place else Reading.How.DOWNLOAD
    )


@require_GET
@xframe_options_sameorigin
def download(request: OfficerRequest, pk: int) -> FileResponse:
    return _answer(request, _readable(request, pk), Reading.How.DOWNLOAD)


def _readable(request: OfficerRequest, pk: int) -> File:
    file = get_object_or_404(File.objects.select_related("content_type"), pk=pk)
    if not is_readable(file, request.user):
        raise Http404
    return file


def _answer(request: OfficerRequest, file: File, how: Reading.How) -> FileResponse:
    address = request.META.get("REMOTE_ADDR") or None
    content = open_for(file, officer=request.user, how=how, address=address)
    response = FileResponse(
        content,
        as_attachment=how == Reading.How.DOWNLOAD,
        filename=file.name,
        content_type=file.kind,
    )
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
