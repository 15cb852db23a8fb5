import pytest

from township_office.files.checks.names import LONGEST, check_is_unclassified, clean_name
from township_office.web.refusals import Refused


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("榆应急〔2026〕87号.pdf", "榆应急〔2026〕87号.pdf"),
        ("C:\\Users\\刘芳\\通知.pdf", "通知.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("通知\u202efdp.exe", "通知fdp.exe"),
        ("通\u200b知\x00\r\n.pdf", "通知.pdf"),
        ("  通知   第二稿 .pdf  ", "通知 第二稿 .pdf"),
        ("...通知.pdf", "通知.pdf"),
    ],
)
def test_a_name_is_kept_as_people_read_it(given, kept):
    assert clean_name(given) == kept


def test_a_name_too_long_is_cut_before_its_extension():
    kept = clean_name("长" * 300 + ".docx")
    assert len(kept) == LONGEST
    assert kept.endswith("长.docx")


@pytest.mark.parametrize("name", ["", "...", "\u202e\u200b", "a/b/"])
def test_a_file_without_a_name_is_refused(name):
    with pytest.raises(Refused, match="先改名再传"):
        clean_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "机密★10年 关于某事的通知.pdf",
        "关于某事的通知（秘密★5年）.pdf",
        "关于某事的通知【绝密】.pdf",
        "［机密］关于某事的通知.pdf",
        "机密-关于某事的通知.pdf",
        "绝密.pdf",
        "秘密 长期.pdf",
        "机密10年关于某事的通知.pdf",
        "秘密＊关于某事的通知.pdf",
    ],
)
def test_a_mark_of_secrecy_in_the_name_keeps_the_file_out(name):
    with pytest.raises(Refused, match="报告机要员"):
        check_is_unclassified(name)


@pytest.mark.parametrize(
    "name",
    [
        "秘密投票办法.pdf",
        "机密文件管理制度.docx",
        "关于加强商业秘密保护的通知.pdf",
        "保守国家秘密法宣传月方案.pdf",
        "绝密级档案室建设标准解读.pdf",
        "不得泄露工作秘密的承诺书（样本）.docx",
    ],
)
def test_the_word_alone_is_an_ordinary_word(name):
    check_is_unclassified(name)
