from uuid import UUID

import pytest
from lucide import IconDoesNotExist

KEY = "0f6f5a3c-7a52-4a86-9a3b-6f0a4d2f8c11"


def test_an_icon_is_a_drawing_that_the_screen_reader_passes_over(render):
    drawn = render('{% icon "inbox" %}')
    assert drawn.startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><')
    assert drawn.endswith("</svg>")
    assert "\n" not in drawn


def test_an_icon_that_lucide_lacks_is_an_error_not_a_hole(render):
    with pytest.raises(IconDoesNotExist):
        render('{% icon "no-such-icon" %}')


def test_every_form_gets_a_key_of_its_own(render, rf):
    line = "{% once_key as key %}{{ key }}"
    assert render(line, rf.get("/")) != render(line, rf.get("/"))


def test_a_form_shown_again_keeps_its_key(render, rf):
    assert f'value="{KEY}"' in render("{% once_key %}", rf.post("/", {"once-key": KEY}))


def test_a_key_that_is_none_is_replaced(render, rf):
    hidden = render("{% once_key %}", rf.post("/", {"once-key": '"><script>'}))
    assert UUID(hidden.split('value="')[1].removesuffix('">'))


def test_a_card_has_a_title_a_note_and_a_body(render):
    html = render('{% card "今天" note="周一" body="stack" %}<p>会</p>{% endcard %}')
    assert "<h2>今天</h2>" in html
    assert '<span class="muted small">周一</span>' in html
    assert '<div class="card-body stack"><p>会</p></div>' in html


def test_a_bare_card_lets_its_table_run_to_the_edge(render):
    html = render('{% card "簿册" bare=True kind="ledger" %}<table></table>{% endcard %}')
    assert '<section class="card ledger">' in html
    assert "card-body" not in html


def test_a_card_escapes_its_title(render):
    assert "&lt;b&gt;" in render("{% card title %}{% endcard %}", title="<b>")


@pytest.mark.parametrize(
    ("tone", "icon"), [("", "info"), ("amber", "triangle-alert"), ("red", "circle-alert")]
)
def test_a_notice_has_the_icon_of_its_tone(render, tone, icon):
    html = render("{% notice tone %}<b>注意</b>{% endnotice %}", tone=tone)
    assert render("{% icon name %}", name=icon) in html
    assert "<div><b>注意</b></div>" in html


def test_a_notice_may_end_in_a_link(render):
    html = render('{% notice "amber" link="打开 318 号" href="/318/" %}重复{% endnotice %}')
    assert '<a href="/318/">打开 318 号</a>' in html


def test_an_empty_list_says_so_even_after_the_empty_of_a_loop(render):
    html = render(
        '{% for x in none %}{% empty %}{% empty "coffee" "办完了" %}歇歇{% endempty %}{% endfor %}'
    )
    assert "<b>办完了</b>" in html
    assert "歇歇" in html


def test_a_person_shows_the_family_name_and_the_post(render):
    html = render('{% person "王建国" "镇长" %}')
    assert '<span class="person-mark" aria-hidden="true">王</span>王建国' in html
    assert "镇长" in html


@pytest.mark.parametrize(
    ("line", "html"),
    [
        ('{% state "done" "已办结" %}', '<span class="state done">已办结</span>'),
        ('{% state "" "草稿" %}', '<span class="state">草稿</span>'),
        ('{% tag "urgent" "特急" %}', '<span class="tag urgent">特急</span>'),
        ('{% stamp "已归档" "green" %}', '<span class="stamp green">已归档</span>'),
    ],
)
def test_marks_are_a_class_and_a_word(render, line, html):
    assert render(line) == html


def test_marks_escape_what_was_typed(render):
    assert render('{% tag "" words %}', words="<i>") == '<span class="tag">&lt;i&gt;</span>'


def test_a_count_says_aloud_that_something_is_overdue(render):
    assert '<span class="unseen"> 件，有超时</span>' in render("{% count 7 late=True %}")
    assert "late" not in render("{% count 4 %}")


def test_facts_name_what_they_are_of(render):
    html = render('{% facts label="今天" %}{% fact "带班" "张志强" icon="moon" %}{% endfacts %}')
    assert html.startswith('<ul class="facts" aria-label="今天"><li><svg')
    assert html.endswith("带班 <b>张志强</b></li></ul>")


def test_a_button_that_may_be_pressed_sends_its_name(render):
    html = render('{% button "批示" "main" name="act" value="agree" %}')
    assert '<button class="button main" name="act" value="agree">批示</button>' in html


def test_a_button_that_may_not_be_pressed_says_why_beside_it(render):
    html = render('{% button "盖章" "main" name="act" value="seal" why="书记还没批准。" %}')
    described = html.split('aria-describedby="')[1].split('"')[0]
    assert 'type="button"' in html
    assert 'aria-disabled="true"' in html
    assert f'<span class="why" id="{described}">' in html
    assert "书记还没批准。" in html
    assert 'name="act"' not in html
