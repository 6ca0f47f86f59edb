"""Failure: what any error becomes, printed by the format of the address that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from werkzeug.exceptions import HTTPException

from search.errors import BackissuesError, BadParameter, outcome
from web import strings
from web.shown import shown_error


@dataclass(frozen=True, slots=True)
class Failure:
    """An error for people and programs: `code` is stable, `errors` are pairs (parameter, detail)."""

    status: int
    code: str
    title: str
    detail: str
    errors: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


def of_ours(error: BackissuesError) -> Failure:
    """Return the failure that one of our errors is, by the table in `search/errors.py`."""
    known = outcome(error)
    return Failure(
        status=known.status,
        code=known.code,
        title=known.title,
        detail=str(error) if isinstance(error, BadParameter) else shown_error(str(error)),
        errors=error.problems if isinstance(error, BadParameter) else (),
        headers=(("Retry-After", str(known.retry_after)),) if known.retry_after else (),
    )


def of_http(error: HTTPException) -> Failure:
    """Return the failure that an error of HTTP is: no such address, wrong method, or a bug of ours (500).

    Nothing of the request is repeated in it.
    """
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    title, detail = f"error.{int(status)}", f"detail.{int(status)}"
    return Failure(
        status=status,
        code=error.name.lower().replace(" ", "-"),  # not `HTTPStatus.phrase`: that of 413 is another one from Python 3.13 on
        title=strings.TEXTS.get(title, strings.text("error.other")),
        detail=strings.TEXTS.get(detail, ""),
        headers=tuple((name, value) for name, value in error.get_headers() if name == "Allow"),
    )
