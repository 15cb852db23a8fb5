import http.server
import re
import subprocess
import sys
import threading
import time
from io import BytesIO

import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from township_office.paper import render
from township_office.paper.parcel import Attachment, Parcel
from township_office.paper.press import OnlyThese
from township_office.paper.render import PaperFailed, PaperMissing, render_html_to_pdf

SECRET = "the-secret-of-this-machine"
FORM = '<link rel="stylesheet" href="paper:static/form.css">'


@pytest.fixture(scope="module")
def web_page():
    """A server on this machine that counts who asks it for something."""
    asked: list[str] = []

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, *args: object) -> None: ...

    server = http.server.HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def reason(caplog) -> str:
    return caplog.records[-1].getMessage()


def test_a_page_becomes_a4_with_its_words():
    page = read(render_html_to_pdf(f"{FORM}<h1 class=title>文件阅办单</h1>")).pages[0]
    assert "文件阅办单" in page.extract_text().replace(" ", "")
    assert float(page.mediabox.width) == pytest.approx(595.28, abs=0.5)
    assert float(page.mediabox.height) == pytest.approx(841.89, abs=0.5)


def test_what_was_prepared_is_served_by_its_name():
    red = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>PREPARED</text></svg>'
    )
    prepared = Attachment("签名.svg", "image/svg+xml", red)
    page = f'{FORM}<img src="paper:attachment/%E7%AD%BE%E5%90%8D.svg">'
    pdf = render_html_to_pdf(page, attachments=[prepared])
    assert "PREPARED" in read(pdf).pages[0].extract_text()


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="{url}">',
        '<link rel="stylesheet" href="{url}">',
        '<link rel="attachment" href="{url}">',
        "<style>@font-face {{ font-family: x; src: url({url}) }} p {{ font-family: x }}</style><p>字",
        '<p style="background: url({url})">字',
    ],
)
def test_a_page_reaches_no_file_of_the_machine(tag, tmp_path, caplog):
    (tmp_path / "secret.txt").write_text(SECRET)
    url = (tmp_path / "secret.txt").as_uri()
    with pytest.raises(PaperFailed):
        render_html_to_pdf(tag.format(url=url))
    assert f"refused: {url}" in reason(caplog)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "paper:static/../press.py",
        "paper:static/%2e%2e/press.py",
        "paper:attachment/nobody.png",
        "data:text/css,p{}",
        "ftp://127.0.0.1/x",
    ],
)
def test_only_named_things_are_served(url):
    shelf = {
        "paper:static/form.css": ("text/css", b""),
        "paper:attachment/a.png": ("image/png", b""),
    }
    with pytest.raises(FatalURLFetchingError, match="refused: "):
        OnlyThese(shelf).fetch(url)


def test_a_page_reaches_no_web_page(web_page, caplog):
    url, asked = web_page
    with pytest.raises(PaperFailed):
        render_html_to_pdf(f'<img src="{url}">')
    assert asked == []


def test_the_child_itself_can_neither_connect_nor_start_a_program(web_page):
    url, asked = web_page
    said = tried_in_the_child(f"urllib.request.urlopen({url!r})", "subprocess.run(['/bin/true'])")
    assert said == ["PermissionError", "PermissionError"]
    assert asked == []


def tried_in_the_child(*attempts: str) -> list[str]:
    """What becomes of each attempt under the hook that the child puts on before it renders."""
    tries = "".join(
        f"try:\n {attempt}\n print('done')\n"
        "except Exception as e:\n"
        " print(type(getattr(e, 'reason', e)).__name__)\n"
        for attempt in attempts
    )
    program = (
        "import sys, subprocess, urllib.request\n"
        "from township_office.paper.child import stay_inside\n"
        f"sys.addaudithook(stay_inside)\n{tries}"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return done.stdout.decode().split()


def test_the_child_is_told_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("DATABASE_URL", "postgres://office:password@host/office")
    assert not {"SECRET_KEY", "DATABASE_URL"} & render._environment().keys()


def test_a_child_that_takes_too_long_is_ended():
    heavy = "<table>" + "<tr><td>收文登记簿</td></tr>" * 20_000 + "</table>"
    begun = time.monotonic()
    with pytest.raises(PaperFailed, match="3 秒内没有排完"):
        render_html_to_pdf(heavy, time_limit=3)
    assert time.monotonic() - begun < 10


def test_a_child_that_eats_too_much_memory_is_ended(caplog):
    greedy = "<p>收文登记簿</p>" * 40_000
    with pytest.raises(PaperFailed, match="没有排成"):
        render_html_to_pdf(greedy, memory_limit=200)


def test_without_pango_the_page_says_what_to_install(tmp_path, monkeypatch):
    broken = "raise OSError(\"cannot load library 'libpango-1.0-0'\")"
    (tmp_path / "weasyprint.py").write_text(broken)
    bare = {**render._environment(), "PYTHONPATH": str(tmp_path)}
    monkeypatch.setattr(render, "_environment", lambda: bare)
    with pytest.raises(PaperMissing) as missing:
        render_html_to_pdf("<p>字</p>")
    assert missing.value.status == 503
    assert re.search(r"apt-get install .*libpango-1\.0-0", missing.value.sentence)


def test_the_web_never_imports_the_press():
    program = (
        "import os, sys, django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'township_office.settings'\n"
        "django.setup()\n"
        "import township_office.urls, township_office.paper.render\n"
        "print('weasyprint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split()[-1] == b"False"


def test_a_parcel_arrives_as_it_was_packed():
    parcel = Parcel("<p>字</p>", (Attachment("签名.png", "image/png", b"\x89\x00\xff"),), 512)
    assert Parcel.unpacked(parcel.packed()) == parcel
