"""Báo Quảng Ninh điện tử: Windows-1258, paragraphs parted by double line breaks."""
from scraper.values import Layout, Portal

PORTAL = Portal("Báo Quảng Ninh", hosts=("quangninh.example.vn",), layouts=(
    Layout(title="#ctl00_main h1", lead="h2.desc", body="div.content", date="div.dt", drop=".links, .cmt"),
))
