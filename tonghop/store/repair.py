"""A store that was damaged: what is wrong with all of it, and back to the newest version that is whole."""

from dataclasses import dataclass
from pathlib import Path

from tonghop import clock
from tonghop.errors import Stop
from tonghop.store.integrity import Problem, check_archive
from tonghop.store.pointer import RESTORE, refuse_newer, refuse_question_mark, version_numbers
from tonghop.store.versions import Store


@dataclass(frozen=True)
class Health:
    """All that was looked at. `pointer`: what is wrong with the pointer itself; `current` is None where it is gone or
    broken. `files`: how many received files there are.
    """

    current: int | None
    pointer: str
    versions: dict[int, tuple[Problem, ...]]
    archive: tuple[Problem, ...]
    files: int = 0

    @property
    def says(self) -> tuple[str, ...]:
        """Everything that is wrong, each once, in words."""
        problems = [p.says for found in self.versions.values() for p in found]
        pointer = [self.pointer] if self.pointer else []
        return tuple(dict.fromkeys([*pointer, *problems, *(p.says for p in self.archive)]))

    @property
    def whole(self) -> int | None:
        """The newest version whose rows can all be read, None where there is none."""
        found = [n for n, problems in self.versions.items() if not any(p.kind == "database" for p in problems)]
        return max(found, default=None)


def verify(store: Store) -> Health:
    """Check the pointer, every version and every file received; changes nothing.

    Raises Stop where the store's path has a question mark, so that nothing in it can be opened.
    """
    refuse_question_mark(store.folder)
    current, pointer = None, ""
    numbers = version_numbers(store.folder)
    try:
        current = store.current
    except Stop as stop:
        pointer = stop.message
    else:
        if current and current not in numbers:
            pointer = f"Tệp current chỉ đến phiên bản {current}, phiên bản này không còn trong kho."
    versions = {number: store.problems_of(number) for number in numbers}
    return Health(current, pointer, versions, check_archive(store.archive.folder), len(store.archive.digests()))


def losses(store: Store, health: Health, good: int) -> tuple[str, ...]:
    """Say what going back to a version gives up, before it is done."""
    said = []
    for number in sorted(n for n in health.versions if n > good):
        path = store.version_path(number)
        moment = clock.of_stamp(path.stat().st_mtime) if path.exists() else None
        said.append(
            f"Mất những gì ghi ở phiên bản {number}" + (f" (lúc {moment:%H:%M ngày %d/%m/%Y})." if moment else ".")
        )
    if health.current is not None and health.current > good and health.current not in health.versions:
        said.append(f"Mất những gì ghi sau phiên bản {good}: phiên bản {health.current} không còn trong kho.")
    said.extend(problem.says for problem in (*health.versions[good], *health.archive) if problem.kind != "digest")
    return tuple(dict.fromkeys(said))


def is_needed(health: Health) -> bool:
    """Is there anything that `repair` could put right?"""
    problems = [p for found in health.versions.values() for p in found]
    return bool(health.pointer or health.archive or any(p.kind != "missing" for p in problems))


def good_version(store: Store, health: Health) -> int:
    """Return the version to go back to: the current one where it is whole, else the newest whole one.

    Raises Stop where a newer program wrote the store, or none is whole.
    """
    refuse_newer(store.folder)
    standing = health.versions.get(health.current or 0)
    if health.current and standing is not None and not any(p.kind == "database" for p in standing):
        return health.current
    if health.whole is None:
        raise Stop(f"Kho dữ liệu {store.folder} không có phiên bản nào dùng lại được.", f"Đề nghị {RESTORE}")
    return health.whole


@dataclass(frozen=True)
class Outlook:
    """What `repair` would do: the version that counts then, and what is lost, in words."""

    good: int
    lost: tuple[str, ...]


def outlook(store: Store, health: Health) -> Outlook:
    """Say what `repair` would do, before it is done. Raises Stop as `good_version`."""
    good = good_version(store, health)
    return Outlook(good, losses(store, health, good))


def repair(store: Store, health: Health, good: int) -> Path | None:
    """Go back to a good version; damaged files are put aside, never deleted. Return where they are.

    Raises Stop, and changes nothing, where something was recorded since `health` was found out.
    """
    damaged = [n for n, found in health.versions.items() if any(p.kind == "database" for p in found)]
    aside: list[Path] = [store.version_path(n) for n in damaged]
    aside += [store.archive.folder / problem.name for problem in health.archive]
    return store.go_back_to(good, aside, health.current)
