import json
from dataclasses import replace

from plugins.search import keep
from plugins.search.build import BLOCK, FOLDER, MANIFEST, boundary, build, digest, part
from tests.search.sample import document, sample_documents


def many(count):
    return [document(f"Bài thứ {n} về quy hoạch", f"Nội dung số {n} nhắc hội nghị và tên riêng Ví{n % 37} Dụ.", day=f"2024-{n % 12 + 1:02}-11")
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


def test_a_build_from_a_kept_base_is_the_same_as_a_clean_one(tmp_path):
    documents = many(BLOCK + 3)
    base = part(documents[:BLOCK], 0)
    keep.save(tmp_path, base)
    kept = keep.load(tmp_path, digest(documents[:BLOCK]))
    assert build(documents, base=kept) == build(documents)


def test_a_kept_base_that_was_changed_is_not_used(tmp_path):
    base = part(many(BLOCK), 0)
    keep.save(tmp_path, base)
    file, = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    assert keep.load(tmp_path, base.digest) is None


def test_only_one_base_is_kept(tmp_path):
    for documents in (many(BLOCK), many(BLOCK + 1)[1:]):
        keep.save(tmp_path, part(documents, 0))
    assert len(list(tmp_path.iterdir())) == 1


def test_an_edited_article_changes_the_digest():
    documents = many(3)
    edited = [*documents[:-1], replace(documents[-1], lead="Sửa lại.")]
    assert digest(documents) != digest(edited) and digest(documents) != digest(documents, [("HKV", "Hội Khối")])


def test_the_boundary_follows_from_the_number_of_articles_alone():
    assert [boundary(n) for n in (0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 10 * BLOCK - 1)] == [0, 0, 0, BLOCK, BLOCK, 9 * BLOCK]


def test_every_file_but_the_manifest_is_named_and_in_the_manifests_reach():
    files = build(sample_documents())
    manifest = json.loads(files[MANIFEST])
    assert manifest["count"] == len(sample_documents())
    assert len(files[MANIFEST]) < 2000
    assert all(path.startswith(FOLDER + "/") for path in files)


def test_a_site_without_articles_has_an_index_too():
    files = build([])
    assert json.loads(files[MANIFEST])["parts"] == []
