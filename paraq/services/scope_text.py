"""A record of what was searched as plain text in Kazakh, Russian or English, to be cited in an answer and printed with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final, Literal

from paraq.catalogue.searches import Written
from paraq.records.model import Reference
from paraq.records.reasons import reason_in
from paraq.records.reference import format_reference

Language = Literal["kk", "ru", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("kk", "ru", "en")
# A line of print or two; who checks a record looks into it.
MOST_TERMS: Final = 12

# Each sentence in the order of LANGUAGES.
_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "title": ("Іздеу туралы жазба № {id}", "Запись о поиске № {id}", "Record of a search No. {id}"),
    "made": (
        "Іздеу уақыты: {time} (UTC). Іздеген: {name}{request}.",
        "Время поиска: {time} (UTC). Искал(а): {name}{request}.",
        "Searched: {time} (UTC), by {name}{request}.",
    ),
    "request": (", өтініш № {number}", ", заявление № {number}", ", request No. {number}"),
    "query": ("Сұрау: {query}", "Запрос: {query}", "Query: {query}"),
    "everything": ("(бос: барлық беттер)", "(пустой: все страницы)", "(empty: every page)"),
    "require_all": ("Барлық сөздері бар беттер ғана.", "Только страницы со всеми словами.", "Only pages with all the words."),
    "filter": ("Сүзгі {name}: {values}", "Отбор {name}: {values}", "Filter {name}: {values}"),
    "notice": (
        "Сұрау сөзбе-сөз ізделді: {notice}",
        "Запрос искался дословно: {notice}",
        "The query was searched as plain words: {notice}",
    ),
    "understood": ("Қалай түсінілді:", "Как понят запрос:", "How it was understood:"),
    "exact": ("жазылғандай", "как написано", "as written"),
    "form": ("басқа тұлғалары", "другие формы", "other forms"),
    "spelling": ("басқа жазылуы", "другие написания", "other spellings"),
    "ocr": ("танылуы ұқсас", "сходные при распознавании", "look-alikes of OCR"),
    "initial": ("бас әрпі", "инициал", "initial"),
    "nothing": ("Нәтиже: ештеңе табылмады.", "Результат: ничего не найдено.", "Result: nothing was found."),
    "found": ("Нәтиже: {total} бет табылды.", "Результат: найдено страниц: {total}.", "Result: {total} pages were found."),
    "scope": (
        "Қаралды: {fonds} қор, {files} іс, {pages} бет.",
        "Просмотрено: фондов {fonds}, дел {files}, страниц {pages}.",
        "Searched: {fonds} fonds, {files} files, {pages} pages.",
    ),
    "within": ("Мына шекте: {query}", "В пределах: {query}", "Within: {query}"),
    "years_without": (
        "Мына жылдардың құжаттары жоқ: {years}.",
        "Документов за эти годы нет: {years}.",
        "There are no documents of these years: {years}.",
    ),
    "file": ("{reference}: {pages} бет{dates}", "{reference} – страниц {pages}{dates}", "{reference}: {pages} pages{dates}"),
    "no_file": ("Ісі белгісіз құжаттар", "Документы, дело которых неизвестно", "Documents of which no file is known"),
    "unread": ("Оқылмағаны: {count}", "Не удалось прочитать: {count}", "Could not be read: {count}"),
    "all_read": ("Оқылмаған файл да, бет те жоқ.", "Непрочитанных файлов и страниц нет.", "No file or page was left unread."),
    "page": (", {number}-бет", ", страница {number}", ", page {number}"),
    "not_told": (
        "Сізге ашық емес тағы {count} файл не бет оқылмаған.",
        "Не прочитано ещё {count} файлов или страниц, доступ к которым ограничен.",
        "{count} more files or pages to which access is restricted could not be read.",
    ),
    "without_text": (
        "Мәтіні танылмаған бет: {count}.",
        "Страниц, на которых текст не распознан: {count}.",
        "Pages on which no text was recognised: {count}.",
    ),
    "poorly_read": (
        "Нашар оқылған бет (сапасы 60-тан төмен): {count}.",
        "Страниц, прочитанных плохо (качество ниже 60): {count}.",
        "Pages that were read poorly (quality below 60): {count}.",
    ),
    "index": (
        "Индекс: {engine}, {fingerprint}, {pages} бет; каталог: {known} бет, {waiting} өзгеріс күтуде{transfer}.",
        "Индекс: {engine}, {fingerprint}, страниц {pages}; каталог: страниц {known}, изменений в очереди {waiting}{transfer}.",
        "Index: {engine}, {fingerprint}, {pages} pages; catalogue: {known} pages, {waiting} changes waiting{transfer}.",
    ),
    "transfer": (
        ", соңғы тапсыру № {number} ({time})",
        ", последняя передача № {number} ({time})",
        ", last transfer No. {number} ({time})",
    ),
    "restricted": (
        "Іздеушіге ашық құжаттар ғана қаралды.",
        "Просмотрены только документы, доступные искавшему.",
        "Only documents that the searcher may see were searched.",
    ),
    "caution": (
        "Бұл жазба ізделген фактіні жоққа шығармайды.",
        "Эта запись не опровергает искомый факт.",
        "This record does not disprove the fact that was sought.",
    ),
    "digest": ("Жазбаның SHA-256 сомасы: {digest}", "SHA-256 записи: {digest}", "SHA-256 of the record: {digest}"),
}


def printed(record: Written, language: Language) -> str:
    """Return a record as plain text."""
    said = _Sayer(language)
    content = record.content
    viewer, index, state = content["viewer"], content["index"], content["catalogue"]
    request = said("request", number=viewer["request"]) if viewer["request"] else ""
    last = state["last_transfer"]
    lines = [
        said("title", id=record.record_id),
        said("made", time=_time(content["time"]), name=viewer["name"], request=request),
        "",
        *_asked(content, said),
        "",
        said("found", total=content["total"]) if content["total"] else said("nothing"),
        "",
        *_covered(content, said, language),
        *([said("restricted")] if viewer["fonds"] is not None else []),
        "",
        *_unread(content["unread"], said, language),
        "",
        said(
            "index",
            **index,
            known=state["pages"],
            waiting=state["waiting"],
            transfer=said("transfer", number=last["number"], time=_time(last["time"])) if last else "",
        ),
        said("digest", digest=record.digest),
        *([] if content["total"] else ["", said("caution")]),
    ]
    return "\n".join(lines) + "\n"


class _Sayer:
    def __init__(self, language: Language) -> None:
        self._place = LANGUAGES.index(language)

    def __call__(self, text: str, **values: object) -> str:
        return _TEXTS[text][self._place].format(**values)


def _asked(content: Mapping[str, Any], said: _Sayer) -> list[str]:
    lines = [said("query", query=content["query"] or said("everything"))]
    lines += [said("filter", name=name, values=", ".join(values)) for name, values in content["filters"].items()]
    if content["require_all"]:
        lines.append(said("require_all"))
    if content["notice"]:
        lines.append(said("notice", notice=content["notice"]))
    if content["understood"]:
        lines.append(said("understood"))
    for one in content["understood"]:
        ways = "; ".join(f"{said(evidence)}: {_shortly(terms)}" for evidence, terms in one["ways"].items())
        lines.append(f"  {one['word']} – {ways}")
    return lines


def _shortly(terms: Sequence[str]) -> str:
    """Return the first terms; the record itself has more."""
    return ", ".join(terms[:MOST_TERMS]) + (", …" if len(terms) > MOST_TERMS else "")


def _covered(content: Mapping[str, Any], said: _Sayer, language: Language) -> list[str]:
    scope = content["scope"]
    files = sum(fonds["files"] for fonds in scope["fonds"])
    fonds_known = sum(bool(fonds["fonds"]) for fonds in scope["fonds"])
    lines = [said("scope", fonds=fonds_known, files=files, pages=scope["pages"])]
    if scope["query"]:
        lines.append(said("within", query=scope["query"]))
    if scope["years_without"]:
        lines.append(said("years_without", years=_ranges(scope["years_without"])))
    titles = {fonds["fonds"]: fonds["title"] for fonds in scope["fonds"]}
    for fonds, covered in groupby(scope["files"], key=lambda one: str(one["fonds"])):
        if fonds:
            lines.append(f"  {_reference({'fonds': fonds, 'inventory': '', 'file': ''}, language)} {titles[fonds]}".rstrip())
        for one in covered:
            ends = [end[:4] for end in (one["first"], one["last"]) if end]
            dates = f" ({'–'.join(dict.fromkeys(ends))})" if ends else ""
            reference = _reference(one, language) if one["file"] else said("no_file")
            lines.append("    " + said("file", reference=reference.rstrip("."), pages=one["pages"], dates=dates))
    return lines


def _unread(unread: Mapping[str, Any], said: _Sayer, language: Language) -> list[str]:
    failed = unread["failed"]
    lines = [said("unread", count=len(failed))] if failed else []
    for one in failed:
        page = said("page", number=one["page"]) if one["page"] else ""
        reference = _reference(one, language)
        lines.append(f"  {one['path']}{page}{f' ({reference})' if reference else ''}: {reason_in(one['reason'], language)}")
    if unread["not_told"]:
        lines.append(said("not_told", count=unread["not_told"]))
    if not lines:
        lines.append(said("all_read"))
    lines += [said(name, count=unread[name]) for name in ("without_text", "poorly_read") if unread[name]]
    return lines


def _ranges(years: Sequence[int]) -> str:
    """Return years in order with neighbours joined: ``1978–1980, 1983``."""
    runs = [[year for _, year in run] for _, run in groupby(enumerate(years), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _reference(place: Mapping[str, str], language: Language) -> str:
    return format_reference(Reference(place["fonds"], place["inventory"], place["file"]), language=language)


def _time(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%Y-%m-%d %H:%M")
