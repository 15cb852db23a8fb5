"""A person at a browser, with the few things one does there."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.house import PASSWORD

WIDE = {"width": 1360, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass
class Person:
    """Somebody signed in, on his own device."""

    page: Page
    base: str

    def opens(self, path: str) -> "Person":
        self.page.goto(self.base + path)
        return self

    def opens_from_desk(self, title: str) -> "Person":
        self.opens("/")
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=title).first.click()
        return self

    def fills(self, label: str, words: str) -> "Person":
        self.page.get_by_label(label, exact=True).first.fill(words)
        return self

    def ticks(self, label: str) -> "Person":
        self.page.get_by_label(label).first.check()
        return self

    def presses(self, name: str) -> "Person":
        self.page.get_by_role("button", name=name, exact=True).first.click()
        return self

    def follows(self, name: str) -> "Person":
        self.page.get_by_role("link", name=name).first.click()
        return self

    def sees(self, words: str) -> "Person":
        expect(self.page.locator("#main")).to_contain_text(words)
        return self

    def sees_no_sideways_scroll(self) -> "Person":
        expect(self.page.locator("#main")).to_be_visible()
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"
        return self


def sign_in(page: Page, base: str, username: str) -> Person:
    page.goto(f"{base}/login/")
    page.get_by_label("登录名").fill(username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{base}/")
    return Person(page, base)
