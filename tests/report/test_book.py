import io
import zipfile

import pypdf
import pytest

from report.small_study import SOURCES, TABLES
from songi.errors import StudyError
from songi.report import PAPERS, write_book, write_paper
from songi.report.book import FORMATS

MARKER = "QUOKKA"


def text_of(path):
    """Return everything a file holds: members of an archive, pages and metadata of a PDF."""
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(
                archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
            )
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(io.BytesIO(content))
        pages = "".join(page.extract_text() for page in reader.pages)
        return "".join(f"{pages}{reader.metadata}{content.decode('latin-1')}".split())
    return content.decode("utf-8")


def disclosed(table, marked, disclosure):
    """Return a table with rows added, of a class of their own."""
    header, *rows = TABLES[table].splitlines()
    lines = [f"{header},disclosure", *(f"{row},public" for row in rows)]
    return "\n".join([*lines, *(f"{row},{disclosure}" for row in marked)]) + "\n"


def secret_rows(disclosure):
    return {
        "candidates": disclosed(
            "candidates",
            [f"quokka,{MARKER}시,{MARKER} City,36.5,127.5,press,2024-01-05,observed,{MARKER} note"],
            disclosure,
        ),
        "bids": disclosed(
            "bids",
            [f"quokka,{MARKER}안,{MARKER} bid,call,quokka,Hall,vaccines,press,2024-01-05,observed"],
            "public",
        ),
        "indicators": disclosed(
            "indicators",
            ["quokka,firms,firms,987654,2022,city,press,2023-12-01,observed,,"],
            "public",
        ),
    }  # fmt: skip


def test_a_book_is_written_in_every_format_and_language(small_run, equal_run, tmp_path):
    files = write_book(small_run, tmp_path / "reports", others=[equal_run])
    assert [file.name for file in files] == [
        f"small-evidence-{language}.{form}" for language in ("ko", "en") for form in FORMATS
    ]
    assert sorted(tmp_path.joinpath("reports").iterdir()) == sorted(files)


def test_equal_runs_give_equal_bytes(small_run, tmp_path):
    first = write_book(small_run, tmp_path / "one", languages=["ko"])
    second = write_book(small_run, tmp_path / "two", languages=["ko"])
    assert [f.read_bytes() for f in first] == [f.read_bytes() for f in second]


@pytest.mark.parametrize(
    ("audience", "disclosure"),
    [
        ("public", "confidential"),
        pytest.param("public", "internal", marks=pytest.mark.slow),
        pytest.param("internal", "confidential", marks=pytest.mark.slow),
    ],
)
def test_what_an_audience_may_not_see_is_in_no_byte(make_run, tmp_path, audience, disclosure):
    run = make_run(**secret_rows(disclosure))
    for path in write_book(run, tmp_path / "out", languages=["ko", "en"], audience=audience):
        text = text_of(path)
        assert MARKER not in text, path
        assert "quokka" not in text, path
        assert "987654" not in text.replace(",", ""), path


def test_whoever_may_see_it_finds_it(make_run, tmp_path):
    run = make_run(**secret_rows("confidential"))
    for path in write_book(run, tmp_path / "out", languages=["en"], audience="confidential"):
        assert MARKER in text_of(path), path
        assert path.stem.endswith("-confidential")


@pytest.mark.slow
def test_a_closed_source_is_not_named(small_run, tmp_path, monkeypatch):
    closed = small_run.study.sources["expert"].model_copy(
        update={"disclosure": "confidential", "publisher": MARKER, "title": MARKER}
    )
    monkeypatch.setitem(small_run.study.sources, "expert", closed)
    assert "Stated guess" in SOURCES
    for path in write_book(small_run, tmp_path / "out", languages=["en"], audience="public"):
        assert MARKER not in text_of(path)


def test_a_public_book_does_not_say_where_rivals_stand(small_run, tmp_path):
    [path] = write_book(small_run, tmp_path, ["html"], ["en"], "public")
    text = path.read_text("utf-8")
    assert "Bid against bid" not in text
    assert "Where other bids stand is not shown to this audience." in text
    section = text.split('id="ranking"')[1].split('id="drivers"')[0]
    assert "Our City" in section
    assert "East City" not in section


def test_a_folder_that_cannot_be_written_to_is_told(small_run, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StudyError, match=r"results\.not_written"):
        write_book(small_run, tmp_path / "file" / "reports", ["html"], ["en"])


def test_papers_are_found_by_name(small_run, tmp_path):
    assert "book" in PAPERS
    [path] = write_paper("book", small_run, tmp_path, ["xlsx"], ["en"])
    assert path.read_bytes().startswith(b"PK")
