"""The SQL files as texts: one question a file, spelled out, and such that other engines can run them."""

import re
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import ErrorLevel, exp

from tonghop.questions import NOT_QUESTIONS, questions

QUERIES = Path(__file__).resolve().parent.parent / "queries"
NAMES = sorted(path.stem for path in QUERIES.glob("*.sql") if path.stem not in NOT_QUESTIONS)
FOREIGN = ["spark", "postgres"]
# Words that one engine understands and another does not (DESIGN, Bigger than one office).
OWN_WORDS = re.compile(
    r"\bpivot\b|\bgroup\s+by\s+all\b|\bexclude\b|\barg_m(ax|in)\b|\bqualify\b|\bunion\s+by\s+name\b",
    re.IGNORECASE,
)


def text_of(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def code_of(name: str) -> str:
    """A file's SQL without its comments."""
    return re.sub(r"--.*", "", text_of(name))


def statements_of(name: str) -> list[str]:
    return [s.query.strip().rstrip(";") for s in duckdb.extract_statements(code_of(name))]


def tree_of(name: str) -> exp.Expr:
    return sqlglot.parse_one(text_of(name), read="duckdb")


def views() -> list[tuple[str, str]]:
    """The statements of views.sql by the name they define, each as a SELECT.

    The frame `create or replace macro … (as_of) as table` is DuckDB's alone: Spark says `create function …
    returns table return`, PostgreSQL `create function … returns table (…) language sql`. What stands in it is
    held to the same rules as a question.
    """
    found = []
    for statement in statements_of("views"):
        frame = r"create or replace (?:view|macro) (\w+)(?:\(\w+\))? as(?: table)?\s(.*)"
        match = re.fullmatch(frame, statement, re.DOTALL)
        assert match, statement[:80]
        found.append((match[1], match[2]))
    return found


def test_every_sql_file_is_a_question_or_named_as_none() -> None:
    assert list(questions()) == NAMES
    assert {path.stem for path in QUERIES.iterdir()} == {*NAMES, *NOT_QUESTIONS}


@pytest.mark.parametrize("name", NAMES)
class TestAQuestion:
    def test_begins_with_the_question_and_with_grain_and_order(self, name: str) -> None:
        first, second, third = text_of(name).splitlines()[:3]
        assert re.fullmatch(r"-- [A-Z].*\?", first)
        assert re.fullmatch(r"-- Grain: .+\. Order: .+\.", second)
        assert not third.startswith("--")
        assert questions()[name].asks == first.removeprefix("-- ")

    def test_is_one_select_with_named_parameters_only(self, name: str) -> None:
        statements = duckdb.extract_statements(text_of(name))
        assert [s.type for s in statements] == [duckdb.StatementType.SELECT]
        assert statements[0].named_parameters == set(questions()[name].parameters)
        assert statements[0].named_parameters <= {"as_of", "file_id"}
        assert all(re.fullmatch("[a-z][a-z_]*", p.name) for p in tree_of(name).find_all(exp.Parameter))

    def test_spells_out_its_columns_and_its_order(self, name: str) -> None:
        tree = tree_of(name)
        assert isinstance(tree, exp.Select)
        for star in tree.find_all(exp.Star):
            assert isinstance(star.parent, exp.Count), "select *"
        columns = [column.alias_or_name for column in tree.selects]
        assert len(columns) == len(set(columns))
        assert all(re.fullmatch("[a-z][a-z0-9_]*", column) for column in columns)
        assert tree.args.get("order"), "no order by"

    def test_uses_no_word_of_one_engine_alone(self, name: str) -> None:
        assert not OWN_WORDS.findall(code_of(name))
        for subquery in tree_of(name).find_all(exp.Subquery):
            if isinstance(subquery.parent, exp.From | exp.Join):
                assert subquery.alias

    @pytest.mark.parametrize("dialect", FOREIGN)
    def test_can_be_carried_to_another_engine(self, name: str, dialect: str) -> None:
        carry(text_of(name), dialect)


@pytest.mark.parametrize("dialect", FOREIGN)
@pytest.mark.parametrize(("name", "select"), views(), ids=[name for name, _ in views()])
def test_a_view_can_be_carried_to_another_engine(name: str, select: str, dialect: str) -> None:
    carry(select, dialect)


@pytest.mark.parametrize("dialect", FOREIGN)
def test_the_tables_can_be_carried_to_another_engine(dialect: str) -> None:
    for statement in statements_of("schema"):
        assert statement.startswith("create table ")
        carry(statement, dialect)


def test_views_spell_out_their_columns_too() -> None:
    assert not OWN_WORDS.findall(code_of("views"))
    for name, select in views():
        for star in sqlglot.parse_one(select, read="duckdb").find_all(exp.Star):
            assert isinstance(star.parent, exp.Count), name


def test_every_view_and_macro_is_used_or_known_to_the_store() -> None:
    in_store = (path.read_text(encoding="utf-8") for path in (QUERIES.parent / "tonghop" / "store").glob("*.py"))
    everything = " ".join([code_of("views"), *(code_of(name) for name in NAMES), *in_store])
    for name, _ in views():
        assert len(re.findall(rf"\b{name}\b", everything)) > 1, name


def carry(sql: str, dialect: str) -> None:
    """Write one statement for another engine, without a thing that it does not know."""
    written = sqlglot.transpile(sql, read="duckdb", write=dialect, unsupported_level=ErrorLevel.RAISE)
    assert len(written) == 1
    assert sqlglot.parse_one(written[0], read=dialect)
