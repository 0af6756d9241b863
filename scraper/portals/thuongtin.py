"""Cổng thông tin điện tử huyện Thường Tín: the lead is the text's first, bold paragraph; no day is printed."""
from scraper.values import Layout, Portal

PORTAL = Portal("Cổng thông tin điện tử huyện Thường Tín", hosts=("thuongtin.example.vn",), layouts=(
    Layout(title=".news-title", body=".news-body", category="h3.portlet-title"),
))
