"""Which extensions go with which content."""

from township_office.files.models import Kind

EXTENSIONS: dict[Kind, tuple[str, ...]] = {
    Kind.PDF: ("pdf",),
    Kind.OFD: ("ofd",),
    Kind.DOCX: ("docx",),
    Kind.XLSX: ("xlsx",),
    Kind.PPTX: ("pptx",),
    Kind.DOC: ("doc", "wps"),
    Kind.XLS: ("xls", "et"),
    Kind.PPT: ("ppt", "dps"),
    Kind.JPEG: ("jpg", "jpeg"),
    Kind.PNG: ("png",),
    Kind.TIFF: ("tif", "tiff"),
    Kind.TEXT: ("txt",),
}
KNOWN = {extension for extensions in EXTENSIONS.values() for extension in extensions}
TAKEN = "PDF、OFD、Word、Excel、PPT、WPS、图片（JPG、PNG、TIF）和文本文件（TXT）"
