"""A form as a browser reads it from the page: what it carries, what it holds, what is wrong with it."""

from html.parser import HTMLParser


class ShownForm(HTMLParser):
    """`values` is {name: value} of what would be sent, `hidden` the names of what nobody sees, `links` [(href, text)]."""

    def __init__(self, response):
        super().__init__()
        self.values, self.hidden, self.links, self.said = {}, set(), [], []
        self._text = self._href = self._select = None
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "input" and name and (attrs.get("type") not in ("checkbox", "radio") or "checked" in attrs):
            self.values[name] = attrs.get("value") or ""
            self.hidden |= {name} if attrs.get("type") == "hidden" else set()
        elif tag == "textarea":
            self._text = name
            self.values[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in attrs:
            self.values[self._select] = attrs.get("value") or ""
        elif tag == "a":
            self._href = attrs.get("href") or ""
            self.links.append((self._href, ""))

    def handle_endtag(self, tag):
        if tag == "textarea" and self._text:
            # A browser drops the line break that Django puts before the text.
            self.values[self._text] = self.values[self._text].removeprefix("\r\n").removeprefix("\n")
            self._text = None
        self._href = None if tag == "a" else self._href

    def handle_data(self, data):
        if self._text:
            self.values[self._text] += data
        elif self._href is not None:
            self.links[-1] = (self._href, self.links[-1][1] + data)
        if data.strip():
            self.said.append(data.strip())

    @property
    def errors(self):
        """{id that the summary links to: sentence}."""
        return {href.removeprefix("#"): text for href, text in self.links if href.startswith("#id_")}
