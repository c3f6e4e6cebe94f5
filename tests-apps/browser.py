"""A browser without JavaScript: it reads pages, fills their forms and follows redirects."""

import re
from urllib.parse import parse_qs, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup

REDIRECTS = 10
TIMEOUT_S = 30


class Page:
    """What the browser shows, or the address outside the server that it was sent to."""

    def __init__(self, url, response=None):
        self.url = url
        self.status = response.status_code if response is not None else None
        self.headers = response.headers if response is not None else {}
        self.soup = BeautifulSoup(response.text, "html.parser") if response is not None else None

    @property
    def left_the_server(self):
        """Whether the server sent the browser to an app's own address."""
        return self.soup is None

    def query(self, name):
        """A value of the address's query, or None."""
        return parse_qs(urlsplit(self.url).query).get(name, [None])[0]

    def text(self):
        """The words on the page."""
        return self.soup.get_text(" ", strip=True) if self.soup else ""


class Browser:
    """Keeps cookies, like one person at one machine."""

    def __init__(self, base):
        self.base = base
        self.session = requests.Session()

    def open(self, url):
        """Opens a page."""
        return self._follow("GET", url)

    def _follow(self, method, url, data=None, referer=None):
        headers = {"Referer": referer, "Origin": self.base} if referer else {}
        for _ in range(REDIRECTS):
            if not url.startswith(self.base + "/"):
                return Page(url)
            response = self.session.request(
                method, url, data=data, headers=headers, allow_redirects=False, timeout=TIMEOUT_S
            )
            if response.status_code not in (301, 302, 303, 307, 308):
                return self._checked(Page(url, response))
            url = urljoin(url, response.headers["Location"])
            if response.status_code not in (307, 308):
                method, data = "GET", None
        raise AssertionError(f"more than {REDIRECTS} redirects, the last to {url}")

    @staticmethod
    def _checked(page):
        # Nothing here runs scripts; the one that asks for passkeys is an offer beside the form.
        scripts = [script.get("src", "") for script in page.soup.find_all("script")]
        needed = [source for source in scripts if "passkeys" not in source]
        assert not needed, f"the page at {page.url} has a script; these pages must work without"
        return page

    def submit(self, page, form, button=None, **filled):
        """Sends a form with its own values, the given ones and the pressed button's."""
        values = {}
        for field in form.find_all(["input", "textarea"]):
            name = field.get("name")
            kind = field.get("type", "text")
            if (
                not name
                or kind in ("submit", "button", "image", "reset")
                or (kind in ("checkbox", "radio") and not field.has_attr("checked"))
            ):
                continue
            values[name] = field.get("value", "") if field.name == "input" else field.get_text()
        if button is not None and button.get("name"):
            values[button["name"]] = button.get("value", "")
        values.update(filled)
        action = button.get("formaction") if button is not None else None
        target = urljoin(page.url, action or form.get("action") or page.url)
        return self._follow(form.get("method", "get").upper(), target, values, referer=page.url)

    def sign_in(self, page, email, password):
        """Fills the sign-in form of this page."""
        secret = page.soup.find("input", type="password")
        assert secret, f"expected a sign-in form at {page.url} ({page.status}): {page.text()[:300]}"
        form = secret.find_parent("form")
        who = (
            form.find("input", type="email")
            or form.find("input", type="text")
            or form.find("input", attrs={"name": re.compile("mail|user|login")})
        )
        assert who, f"the sign-in form at {page.url} has no field for the e-mail address"
        return self.submit(
            page, form, form.find(["button", "input"], type="submit"), **{who["name"]: email, secret["name"]: password}
        )

    def decide(self, page, allow=True):
        """Presses the button that allows, or refuses, an app on the consent page."""
        wanted = re.compile(
            r"\b(authori[sz]e|allow|approve|accept)\b" if allow else r"\b(deny|cancel|refuse|reject|do not allow)\b",
            re.I,
        )
        for form in page.soup.find_all("form"):
            for button in form.find_all(["button", "input"]):
                label = f"{button.get_text(' ', strip=True)} {button.get('value', '')}"
                if button.get("type", "submit") == "submit" and wanted.search(label):
                    return self.submit(page, form, button)
        raise AssertionError(
            f"no button to {'allow' if allow else 'refuse'} the app at {page.url} ({page.status}): {page.text()[:300]}"
        )

    def authorize(self, url, email, password, allow=True):
        """The whole way: opens the app's address, signs in when asked, decides; the page after that."""
        page = self.open(url)
        if page.soup and page.soup.find("input", type="password"):
            page = self.sign_in(page, email, password)
        return page if page.left_the_server else self.decide(page, allow)


def code_of(page):
    """The authorization code: in the address, or shown on the page to be copied by hand."""
    code = page.query("code")
    if not code and page.soup:
        shown = page.soup.find("code") or page.soup.find("input", readonly=True) or page.soup.find(id="code")
        code = shown and (shown.get("value") or shown.get_text(strip=True))
    assert code, f"no authorization code at {page.url} ({page.status}): {page.text()[:300]}"
    return code
