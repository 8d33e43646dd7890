"""Replicate's JSON to values and back: what is not known is passed over, what is missing has a meaning."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from luxvid.calls import Job, Prediction
from luxvid.errors import CallFailed, InvalidInput
from luxvid.net.hosts import told
from luxvid.providers.asking import Ask
from luxvid.providers.replicate_errors import REPLICATE

_NAME = re.compile(r"\w[\w.-]*/\w[\w.-]*", re.ASCII)
_SHORTEST_DEADLINE_S = 5


class NotAPrediction(ValueError):
    """JSON that is no prediction."""


def prediction_of(data: Any) -> Prediction:
    """Read a prediction. Raises `NotAPrediction` where it has no id or no status."""
    if not isinstance(data, dict):
        raise NotAPrediction("the answer is no JSON object")
    id_, status = data.get("id"), data.get("status")
    if not isinstance(id_, str) or not id_ or not isinstance(status, str):
        raise NotAPrediction("the answer has no id or no status")
    return Prediction(
        id=id_,
        model=_text(data.get("model")),
        status=status,
        input=_dict(data.get("input")),
        outputs=tuple(_outputs(data.get("output"))),
        error=_text(data.get("error")),
        created_at=time_of(data.get("created_at")),
        data_removed=bool(data.get("data_removed")),
        logs=_text(data.get("logs")),
    )


def url_of_file(data: Any) -> str:
    """Return the URL that an input names an uploaded file by; empty where the answer has none."""
    urls = data.get("urls") if isinstance(data, dict) else None
    url = urls.get("get") if isinstance(urls, dict) else None
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) else ""


def listed(page: dict[str, Any]) -> list[tuple[dict[str, Any], Prediction]]:
    """Read a page of the list. Raises `CallFailed` where it cannot be read to the end: a search would miss something."""
    rows = page.get("results")
    if not isinstance(rows, list):
        raise CallFailed(REPLICATE, "the list of predictions cannot be read: it has no results")
    try:
        return [(row, prediction_of(row)) for row in rows]
    except NotAPrediction as error:
        raise CallFailed(REPLICATE, f"the list of predictions cannot be read: {error}") from error


def next_page(page: dict[str, Any], base_url: str) -> str:
    """Return where the list goes on; empty at its end. Raises `CallFailed` where that is another host."""
    following = page.get("next") or ""
    if not isinstance(following, str):
        raise CallFailed(REPLICATE, "the list of predictions cannot be read: its next page has no address")
    if following.startswith("/") and not following.startswith("//"):
        scheme, _, rest = base_url.partition("://")
        following = f"{scheme}://{rest.partition('/')[0]}{following}"
    if following and not following.startswith(f"{base_url}/"):
        raise CallFailed(REPLICATE, f"the list of predictions goes on at another address, {told(following)!r}: not followed")
    return following


def create_ask(job: Job, wire_input: dict[str, Any], *, whole_s: float) -> Ask:
    """Return the request that creates a job's prediction; nothing but allowed keys is in its body.

    A job with a version goes to `/predictions`, others to their official model's own path. No answer is waited for beyond
    the prediction's name, and the service ends it after the job's deadline.
    """
    if not _NAME.fullmatch(job.model):
        raise InvalidInput(f"a model of Replicate is named owner/name, not {job.model!r}")
    path, version = ("/predictions", {"version": job.version}) if job.version else (f"/models/{job.model}/predictions", {})
    headers = {"Cancel-After": f"{max(_SHORTEST_DEADLINE_S, job.deadline_s)}s"}
    return Ask(method="POST", path=path, body={**version, "input": wire_input}, headers=headers, whole_s=whole_s, is_paid=True)


def is_of_job(data: dict[str, Any], job: Job) -> bool:
    """Tell whether a prediction in the list is of the job's model and version, as far as it says."""
    model, version = data.get("model"), data.get("version")
    if isinstance(model, str) and model and model != job.model:
        return False
    if not job.version or not isinstance(version, str) or version in ("", "hidden"):
        return True
    return version.rpartition(":")[2] == job.version.rpartition(":")[2]


def hides_input(data: dict[str, Any]) -> bool:
    """Tell whether a prediction no longer shows what it was made from."""
    return bool(data.get("data_removed")) or not isinstance(data.get("input"), dict) or not data["input"]


def is_unique(input_: dict[str, Any], job: Job, base_url: str) -> bool:
    """Tell whether no other call has this input: it names a file that was uploaded for it, or has a seed of its own."""
    if job.found_by == "seed":
        return "seed" in input_
    return job.found_by == "files" and f'"{base_url}/files/' in json.dumps(input_)


def is_same_input(echoed: dict[str, Any], sent: dict[str, Any], *, is_unique: bool) -> bool:
    """Tell whether a prediction's input is the one that was sent.

    Data URLs are not echoed, so they are left out on both sides. Where the input is unique by itself (a fresh file's URL,
    a seed of its own), keys that the service may have added do no harm; else they make another input.
    """
    here, there = _without_data_urls(sent), _without_data_urls(echoed)
    if is_unique and here:
        there = {key: value for key, value in there.items() if key in here}
    return here == there


def time_of(value: Any) -> datetime | None:
    """Read a time; without a zone it is UTC."""
    try:
        time = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def time_told(time: datetime) -> str:
    """Write a time as the query takes it."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _outputs(output: Any) -> Iterator[str]:
    """Yield texts of an output in order: one, a list, an object with a URL or with several outputs by name."""
    if isinstance(output, str):
        yield output
    elif isinstance(output, list):
        for part in output:
            yield from _outputs(part)
    elif isinstance(output, dict):
        yield from _outputs(output["url"] if isinstance(output.get("url"), str) else list(output.values()))
    elif isinstance(output, int | float):
        yield json.dumps(output)


def _without_data_urls(input_: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in input_.items() if not (isinstance(value, str) and value.startswith("data:"))}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
