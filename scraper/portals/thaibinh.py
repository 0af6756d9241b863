"""Báo Thái Bình điện tử: captions in table cells, a recording above the text, the photographer on a line of his own."""
from scraper.values import Layout, Portal

PORTAL = Portal("Báo Thái Bình", hosts=("thaibinh.example.vn",), layouts=(
    Layout(title="h1.title", lead="div.sapo", body="div.detail-content", date=".meta .time", views=".meta .view", audio=".audio-box", drop=".audio-box"),
))
