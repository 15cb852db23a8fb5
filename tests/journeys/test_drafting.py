"""拟稿: what is begun is put aside and taken up again, with annexes and with what Word had."""

from playwright.sync_api import expect

from tests.journeys.test_outgoing import DRAFTER, TITLE, desks, office
from tests.writing.samples import document

__all__ = ["desks", "office"]  # fixtures
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_a_draft_is_put_aside_and_taken_up_again_with_its_annexes(desks):
    who = desks[DRAFTER].opens("/documents/outgoing/new/")
    who.fills("标题", TITLE).presses("加一个附件")
    expect(who.page.get_by_label("标题", exact=True)).to_have_value(TITLE)
    who.fills("附件名称", "值班安排表").presses("存草稿").sees("已存草稿")
    who.follows(TITLE)
    expect(who.page.get_by_label("附件名称")).to_have_value("值班安排表")
    who.presses("删去附件 1")
    expect(who.page.get_by_label("附件名称")).to_have_count(0)
    expect(who.page.get_by_label("标题", exact=True)).to_have_value(TITLE)


def test_a_file_from_word_is_read_in_and_put_aside(desks):
    who = desks[DRAFTER].opens("/documents/outgoing/new/")
    made = document(TITLE, "各村要压实责任。")
    who.page.locator("summary", has_text="导入").click()
    who.page.locator("input[name=word]").set_input_files(
        {"name": "通知.docx", "mimeType": WORD, "buffer": made}
    )
    who.presses("导入").sees("各村要压实责任。")
    who.presses("存草稿").sees("已存草稿")
    who.follows(TITLE)
    who.sees("各村要压实责任。")
