import re
from types import SimpleNamespace

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from township_office.ui.forms import FilesField, OfficeForm, Ticks


class Sheet(OfficeForm):
    title = forms.CharField(label="标题", max_length=4, help_text="照来文抄录")
    due = forms.DateField(label="办理期限")
    at = forms.DateTimeField(label="会议时间", required=False)
    copies = forms.IntegerField(label="份数", min_value=1, required=False)
    line = forms.ChoiceField(
        label="归口", choices=[("g", "政务"), ("p", "党务")], widget=forms.RadioSelect
    )
    to = forms.MultipleChoiceField(
        label="承办部门", choices=[(str(n), f"部门{n}") for n in range(9)], widget=Ticks
    )
    checked = forms.BooleanField(label="已核对")
    scans = FilesField(label="扫描件")
    opinion = forms.CharField(label="意见", widget=forms.Textarea, required=False)
    wording = forms.CharField(label="说法", error_messages={"required": "说一句。"})
    secret = forms.CharField(widget=forms.HiddenInput, initial="x")


def inputs(html: str) -> list[str]:
    return re.findall(r"<(?:input|select|textarea)[^>]*>", html)


def test_the_label_stands_above_and_says_what_must_be_filled_in(render):
    html = render('{% field form.title "half" %}', form=Sheet())
    assert '<div class="field half">' in html
    assert '<label class="field-label must" for="id_title">标题</label>' in html
    assert 'class="field-input"' in html


def test_what_stands_already_or_is_ticked_is_not_called_for(render):
    asked = render(
        "{% field form.title %}{% field form.checked %}", form=Sheet(initial={"title": "通知"})
    )
    assert "must" not in asked


def test_help_and_fault_are_read_with_the_field(render):
    html = render("{% field form.title %}", form=Sheet({"title": "超过四个字"}))
    (field,) = inputs(html)
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_title_helptext id_title_error"' in field
    assert 'id="id_title_helptext">照来文抄录</div>' in html
    assert 'id="id_title_error"><p class="field-error"><svg' in html
    assert "最多 4 个字，现在 5 个，请删减。" in html


def test_what_was_typed_is_still_there(render):
    html = render("{% field form.title %}", form=Sheet({"title": "超过四个字"}))
    assert 'value="超过四个字"' in html


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", "请填标题。"),
        ("due", "请填办理期限。"),
        ("line", "请选择归口。"),
        ("checked", "请勾选「已核对」。"),
        ("scans", "请选文件。"),
        ("wording", "说一句。"),
    ],
)
def test_a_fault_says_what_to_do(field, words):
    assert Sheet({}).errors[field] == [words]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("due", "明天", "日期没有认出来，请写成 2026-11-23 这样。"),
        ("copies", "三", "请填数字。"),
        ("copies", "0", "不能小于 1。"),
        ("line", "x", "这一项已经不能选，请重选。"),
    ],
)
def test_a_wrong_entry_is_answered_in_the_offices_words(field, typed, words):
    assert Sheet({field: typed}).errors[field] == [words]


def test_a_few_choices_stand_in_a_row(render):
    html = render("{% field form.line %}", form=Sheet({"line": "p"}))
    assert '<legend class="field-label must">归口</legend>' in html
    assert re.search(r'<div class="choices"><label[^>]*><input type="radio"', html)
    assert re.search(r'value="p"[^>]*checked', html)


def test_many_choices_stand_in_a_list_that_can_be_filtered(render):
    html = render("{% field form.to %}", form=Sheet())
    assert html.count('<label class="tick"') == 9
    assert 'data-filter-for="id_to_list"' in html
    assert '<ul class="tick-list" id="id_to_list">' in html


def test_a_person_in_a_list_is_found_by_pinyin():
    value = SimpleNamespace(instance=SimpleNamespace(initials="wjg", pinyin="wangjianguo"))
    assert Ticks().create_option("to", value, "王建国", False, 0)["pinyin"] == "wjg wangjianguo"


def test_one_box_has_its_words_beside_it(render):
    html = render("{% field form.checked %}", form=Sheet())
    assert re.search(r'<label class="tick" for="id_checked"><input[^>]*> ', html)
    assert "field-label" not in html


def test_files_are_dropped_on_their_field(render):
    html = render("{% field form.scans %}", form=Sheet())
    assert re.search(r'<label class="drop"><input type="file"[^>]*multiple', html)
    assert "data-chosen" in html


def test_several_files_come_as_a_list():
    scans = [SimpleUploadedFile(name, b"%PDF") for name in ("正文.pdf", "附件.pdf")]
    form = Sheet({}, MultiValueDict({"scans": scans}))
    form.is_valid()
    assert form.cleaned_data["scans"] == scans


def test_no_file_is_an_empty_list_where_none_is_asked_for():
    class Optional(OfficeForm):
        scans = FilesField(required=False)

    form = Optional({}, MultiValueDict())
    assert form.is_valid()
    assert form.cleaned_data["scans"] == []


def test_a_day_and_a_moment_come_from_the_calendar(render):
    form = Sheet({"due": "2026-11-23", "at": "2026-11-23T15:00"})
    assert re.search(
        r'type="date"[^>]*value="2026-11-23"', render("{% field form.due %}", form=form)
    )
    assert 'type="datetime-local"' in render("{% field form.at %}", form=form)


def test_a_textarea_starts_with_three_lines(render):
    assert 'rows="3"' in render("{% field form.opinion %}", form=Sheet())


def test_phrases_stand_above_the_field_that_they_fill(render):
    html = render("{% field form.opinion phrases=phrases %}", form=Sheet(), phrases=["同意。"])
    assert (
        'data-for="id_opinion"><button type="button" class="assent">同意。</button></div>' in html
    )


def test_a_hidden_field_is_only_itself(render):
    html = render("{% field form.secret %}", form=Sheet())
    assert html.strip() == '<input type="hidden" name="secret" value="x" id="id_secret">'


def test_a_whole_form_comes_out_the_same_way(render):
    html = render("{{ form }}", form=Sheet({"title": "超过四个字"}))
    assert html.count("field-error") == 7
    assert html.count('name="secret"') == 1


def test_a_fault_of_the_whole_form_stands_on_top(render):
    form = Sheet({})
    form.add_error(None, "先登记，再拟办。")
    assert render("{{ form }}", form=form).index("先登记") < 600


def test_djangos_own_forms_are_drawn_by_us_too(render):
    class Plain(forms.Form):
        account = forms.CharField(widget=forms.TextInput(attrs={"class": "wide"}))

    assert 'class="field-input wide"' in render("{% field form.account %}", form=Plain())


@pytest.mark.parametrize("year", ["0001", "1899"])
def test_a_moment_before_our_time_is_a_slip_of_the_pen(year):
    """PostgreSQL would keep it, and no page that shows it would open again."""

    class Noticed(OfficeForm):
        at = forms.DateTimeField(label="发现时间")

    assert Noticed({"at": f"{year}-12-31T08:30"}).errors == {"at": ["日期太早了，请核对年份。"]}
    assert Noticed({"at": "1949-10-01T15:00"}).is_valid()


def test_the_browser_is_told_the_fields_own_sentences(render):
    html = render(
        "{% field form.wording %}{% field form.copies %}{% field form.line %}", form=Sheet()
    )
    wording, copies, *line = inputs(html)
    assert 'data-if-required="说一句。"' in wording
    assert 'data-if-min="不能小于 1。"' in copies
    assert 'data-if-invalid="请填数字。"' in copies
    assert "data-if-required" not in copies
    assert all('data-if-required="请选择归口。"' in each for each in line)
