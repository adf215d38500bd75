# SPDX-License-Identifier: EUPL-1.2
"""Every collected file has its compressed forms, also where two are equal."""

import gzip

from allmende.site.static_storage import StaticStorage


def test_each_file_has_its_own_content_compressed(tmp_path):
    contents = {"a.js": b"eins " * 99, "a.0123.js": b"eins " * 99, "b.js": b"zwei " * 99, "dot.txt": b"x"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    made = set(StaticStorage(location=tmp_path).compress_files(contents))
    assert {name for name, _ in made} == {"a.js", "a.0123.js", "b.js"}, "what grows is left as it is"
    assert {path.name for path in tmp_path.iterdir()} == {*contents, *(compressed for _, compressed in made)}
    for name in ("a.js", "a.0123.js", "b.js"):
        assert (name, f"{name}.gz") in made
        assert gzip.decompress((tmp_path / f"{name}.gz").read_bytes()) == contents[name]
