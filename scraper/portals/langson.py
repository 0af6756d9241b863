"""Trang thông tin điện tử Đảng bộ tỉnh Lạng Sơn, where the block committee publishes: nested tables, text pasted from Word."""
from scraper.values import Layout, Portal

PORTAL = Portal("Trang thông tin điện tử Đảng bộ tỉnh Lạng Sơn", hosts=("langson.example.vn",), layouts=(
    Layout(title="td.tieude", lead="td.trichyeu", body="#ContentDetail", category=".chuyenmuc a"),
))
