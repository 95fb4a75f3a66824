#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# page.py FILE TEXT...: a page in which what is opened is closed, in order,
# which needs nothing from elsewhere, and which shows each text.
import html.parser
import sys

EMPTY = {"meta", "br", "hr", "link", "img", "input", "col"}
FETCHES = {"src", "href", "action", "data"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.seen, self.text = [], set(), ""

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert name not in FETCHES, (tag, name, value)
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in EMPTY, tag
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data):
        self.text += data


source = open(sys.argv[1], encoding="utf-8").read()
page = Page()
page.feed(source)
page.close()
assert page.open == [], page.open
assert source.lower().startswith("<!doctype html>"), source[:40]
assert {"html", "head", "meta", "title", "body"} <= page.seen, page.seen
assert "script" not in page.seen and "url(" not in source
for text in sys.argv[2:]:
    assert text in " ".join(page.text.split()), text
