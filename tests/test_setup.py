"""What must hold for a fresh machine and a quiet, private server: settings, requirements, fonts, dev.py's refusals."""

from __future__ import annotations

import functools
import os
import re
import socket
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import streamlit
from fontTools.ttLib import TTFont

import dev

STATUS_SYMBOLS = "✓▲◐↩✗"
OTHER_SYMBOLS = "…–—·←→≤≥×%“”‘’«»"


@pytest.fixture(scope="module")
def config(project_root: Path) -> dict[str, Any]:
    return tomllib.loads((project_root / ".streamlit/config.toml").read_text(encoding="utf-8"))


# --- the server ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("server.address", "127.0.0.1"),
        ("server.port", 8501),
        ("server.headless", True),
        ("server.allowedHosts", ["127.0.0.1", "localhost"]),
        ("server.enableCORS", True),
        ("server.enableXsrfProtection", True),
        ("server.maxUploadSize", 200),
        ("server.enableStaticServing", True),
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("client.showErrorLinks", False),
        ("client.toolbarMode", "minimal"),
        ("runner.magicEnabled", False),
    ],
)
def test_the_server_is_private_and_quiet(config: dict[str, Any], option: str, value: object) -> None:
    section, name = option.split(".")
    assert config[section][name] == value


def test_streamlit_knows_every_option_that_is_set(project_root: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "streamlit", "config", "show"],
        cwd=project_root,
        env=dev.child_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "not a valid config option" not in shown.stdout + shown.stderr
    assert '"Tong hop Symbols"' in shown.stdout


# --- colours ---------------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    pairs = [(int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


@pytest.mark.parametrize(("mode", "badge_tint"), [("light", 0.1), ("dark", 0.2)])
def test_text_has_enough_contrast_in_both_modes(config: dict[str, Any], mode: str, badge_tint: float) -> None:
    theme = config["theme"][mode]
    grounds = [theme["backgroundColor"], theme["secondaryBackgroundColor"]]
    texts = [theme[name] for name in ("textColor", "primaryColor", "linkColor")]
    names = ("red", "orange", "yellow", "green", "blue", "violet", "gray")
    texts += [theme[f"{name}TextColor"] for name in names]
    pairs = [(text, ground) for text in texts for ground in grounds]
    tints = [mixed(theme[f"{name}Color"], theme["backgroundColor"], badge_tint) for name in names]
    pairs += [(theme[f"{name}TextColor"], tint) for name, tint in zip(names, tints, strict=True)]
    assert [(*pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 4.5] == []


# --- fonts -----------------------------------------------------------------------------------------------------------


@functools.cache
def font(path: Path) -> TTFont:
    return TTFont(path)


@pytest.fixture(scope="module")
def text_font() -> TTFont:
    """Return the font that Streamlit itself serves for all text."""
    folder = Path(streamlit.__file__).parent / "static/static/media"
    (path,) = folder.glob("SourceSansVF-Upright*.woff2")
    return font(path)


def vietnamese_letters() -> set[str]:
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones} | {"đ"}
    return small | {letter.upper() for letter in small}


def test_the_text_font_holds_every_vietnamese_letter(text_font: TTFont) -> None:
    assert {
        letter for letter in vietnamese_letters() | set(OTHER_SYMBOLS) if ord(letter) not in text_font.getBestCmap()
    } == set()


def test_figures_of_the_text_font_are_of_one_width(text_font: TTFont) -> None:
    glyphs = text_font.getBestCmap()
    assert len({text_font["hmtx"][glyphs[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_the_symbols_font_holds_the_status_symbols_and_is_asked_for_nothing_else(
    project_root: Path, config: dict[str, Any]
) -> None:
    (face,) = config["theme"]["fontFaces"]
    path = project_root / face["url"].removeprefix("app/")
    held = set(font(path).getBestCmap())
    asked = {int(code.strip().removeprefix("U+"), 16) for code in face["unicodeRange"].split(",")}
    assert held == asked == {ord(symbol) for symbol in STATUS_SYMBOLS}
    assert len({font(path)["hmtx"][glyph][0] for glyph in font(path).getGlyphOrder()}) == 1
    assert config["theme"]["font"].split(",")[0] == face["family"]


def test_fonts_carry_their_licence_and_none_lies_about_unused(project_root: Path, config: dict[str, Any]) -> None:
    named = {face["url"].removeprefix("app/") for face in config["theme"]["fontFaces"]}
    files = {path.relative_to(project_root).as_posix() for path in (project_root / "static/fonts").iterdir()}
    assert files == named | {"static/fonts/LICENSE.txt"}
    licence = (project_root / "static/fonts/LICENSE.txt").read_text(encoding="utf-8")
    assert all(Path(name).name in licence for name in named)


# --- requirements ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_has_a_lower_and_an_upper_bound(project_root: Path, name: str) -> None:
    lines = (project_root / name).read_text(encoding="utf-8").splitlines()
    requirements = [line for line in lines if line and not line.startswith("#")]
    bounded = re.compile(r"[a-z0-9-]+(\[[a-z,]+\])?>=[0-9.]+,<[0-9.]+")
    assert requirements
    assert [line for line in requirements if not bounded.fullmatch(line)] == []


def test_what_the_office_records_is_kept_out_of_the_repository(project_root: Path) -> None:
    ignored = (project_root / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/store/", "/.venv", "/.streamlit/secrets.toml"} <= set(ignored)
    assert "store/" not in ignored, "would leave the package's own folder tonghop/store out"


# --- dev.py ----------------------------------------------------------------------------------------------------------


def run_dev(project_root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "dev.py", *arguments],
        cwd=project_root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("by_variable", [False, True])
def test_a_port_in_use_is_refused_in_one_message_before_anything_starts(project_root: Path, by_variable: bool) -> None:
    with socket.socket() as taken:
        taken.bind((dev.ADDRESS, 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        if by_variable:
            done = run_dev(project_root, "run", TONGHOP_PORT=port)
        else:
            done = run_dev(project_root, "run", "--port", port)
    assert done.returncode == 1
    assert done.stdout == ""
    (message,) = done.stderr.splitlines()
    assert f"Cổng {port} đang có chương trình khác dùng" in message
    assert "--port" in message
    assert "TONGHOP_PORT" in message


def test_a_free_port_is_not_refused() -> None:
    assert dev.port_refusal(dev.free_port()) is None


@pytest.mark.parametrize("text", ["0", "65536", "abc", "", "-1"])
def test_a_port_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(dev.Stop, match="không hợp lệ"):
        dev.read_port(text)


@pytest.mark.parametrize("version", [(2, 7), (3, 8), (3, 10)])
def test_an_old_python_is_told_which_one_is_needed(version: tuple[int, int]) -> None:
    message = dev.python_refusal(version)
    assert message is not None
    assert "cần Python 3.11 trở lên" in message
    assert "đang dùng Python {}.{}".format(*version) in message


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 14), (4, 0)])
def test_a_new_python_is_welcome(version: tuple[int, int]) -> None:
    assert dev.python_refusal(version) is None


def test_the_browser_that_is_named_is_taken_and_one_that_is_not_there_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "my-browser"
    monkeypatch.setenv("TONGHOP_BROWSER", str(named))
    with pytest.raises(dev.Stop, match="TONGHOP_BROWSER"):
        dev.find_browser()
    named.touch()
    assert dev.find_browser() == str(named)


def test_browsers_are_looked_for_where_each_system_keeps_them() -> None:
    windows = dev.browser_places("win32", {"PROGRAMFILES": "P", "LOCALAPPDATA": "L"})
    assert Path("P/Microsoft/Edge/Application/msedge.exe") in windows
    assert Path("L/Google/Chrome/Application/chrome.exe") in windows
    assert Path("/usr/bin/chromium") in dev.browser_places("linux", {})
    assert any("Google Chrome" in str(place) for place in dev.browser_places("darwin", {}))


def test_make_and_dev_py_know_the_same_verbs(project_root: Path) -> None:
    makefile = (project_root / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)
    assert set(phony.split()) - {"help", "python"} == set(dev.HELP) == {*dev.OWN, *dev.PASSED_ON}


def test_the_ci_script_can_be_run(project_root: Path) -> None:
    assert os.access(project_root / ".ci/run", os.X_OK)
