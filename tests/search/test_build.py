import json
from dataclasses import replace

import pytest

from plugins.search.build import BLOCK, FOLDER, MANIFEST, boundary, build, digest, part
from tests.search.sample import document, sample_documents


def many(count):
    return [document(f"Bài thứ {n} về quy hoạch", f"Nội dung số {n} nhắc hội nghị và tên riêng Ví{n % 37} Dụ.", day=f"20{10 + n // 12}-{n % 12 + 1:02}-11")
            for n in range(count)]


def test_the_same_articles_give_the_same_bytes():
    assert build(sample_documents()) == build(sample_documents())


def test_one_new_article_rewrites_only_the_tail():
    documents = many(BLOCK + 30)
    before, after = build(documents[:-1]), build(documents)
    base = part(documents[:BLOCK], 0)
    names = {f"{FOLDER}/{name}.bin" for name in base.files}
    assert all(after[name] == before[name] for name in names)
    new = {name for name in after.keys() - before.keys()} | {name for name in before.keys() & after.keys() if before[name] != after[name]}
    assert MANIFEST in new and not new & names


def test_an_edited_article_changes_the_digest():
    documents = many(3)
    edited = [*documents[:-1], replace(documents[-1], lead="Sửa lại.")]
    before, after = ([d.digest for d in held] for held in (documents, edited))
    assert digest(before) != digest(after) and digest(before) != digest(before, [("HKV", "Hội Khối")])


def test_the_boundary_follows_from_the_number_of_articles_alone():
    assert [boundary(n) for n in (0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 10 * BLOCK - 1)] == [0, 0, 0, BLOCK, BLOCK, 9 * BLOCK]


def test_every_file_but_the_manifest_is_named_and_in_the_manifests_reach():
    files = build(sample_documents())
    manifest = json.loads(files[MANIFEST])
    assert manifest["count"] == len(sample_documents())
    assert len(files[MANIFEST]) < 2000
    assert all(path.startswith(FOLDER + "/") for path in files)


def test_articles_that_are_not_in_order_are_refused():
    with pytest.raises(ValueError, match="oldest"):
        build([document("Mới", day="2024-02-02"), document("Cũ", day="2023-02-02")])


def test_a_site_without_articles_has_an_index_too():
    files = build([])
    assert json.loads(files[MANIFEST])["parts"] == []
