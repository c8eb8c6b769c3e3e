"""Teaches the request generator the rules that JSON Schema cannot express.

Each rule only replaces values that the schema accepts but the server must refuse for another
reason. Values that the schema refuses are sent unchanged.
"""

import re
import string
import uuid

import schemathesis
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

LABELS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12)

schemathesis.openapi.format("email", st.builds("{}@{}.{}".format, LABELS, LABELS, LABELS))
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]
schemathesis.openapi.format("time-zone", st.sampled_from(ZONES))


TAGS = re.compile(r'\*|(W/)?"[!#-~]*"(, (W/)?"[!#-~]*")*')
KEY = re.compile(r'[!#-~]{1,255}|"([!#-\[\]-~]|\\["\\]){1,255}"')


@schemathesis.hook
def before_call(context, case, **kwargs):
    if isinstance(case.body, dict):
        case.body = acceptable_body(case.body)
    acceptable_headers(case)
    # Ending the session of these requests would make all later ones fail with 401.
    if case.method == "DELETE" and case.path.endswith("/sessions/{id}"):
        if len(str(case.path_parameters.get("id"))) == 36:
            case.path_parameters = {"id": str(uuid.uuid4())}
    # A cursor is valid only for the query that returned it.
    if isinstance(case.query, dict) and isinstance(case.query.get("cursor"), str):
        case.query = {name: value for name, value in case.query.items() if name != "cursor"}


def acceptable_headers(case):
    # Requests that must be refused stay as they are.
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    headers = case.headers or {}
    # A key must not have been used for another request.
    key = headers.get("Idempotency-Key")
    if isinstance(key, str) and KEY.fullmatch(key):
        headers["Idempotency-Key"] = str(uuid.uuid4())
    # The generator takes the text 0 for a valid header, whatever the pattern of the header is.
    for name in ["If-Match", "If-None-Match"]:
        value = headers.get(name)
        if isinstance(value, str) and not TAGS.fullmatch(value):
            headers[name] = "*"


def acceptable_body(body):
    # A due time needs a due date, in the request or already in the task.
    if isinstance(body.get("due_time"), str) and body.get("due_date") is None:
        body = {**body, "due_time": None}
    # A time zone must be in the IANA database.
    if isinstance(body.get("time_zone"), str) and body["time_zone"] not in ZONES:
        body = {**body, "time_zone": ZONES[len(body["time_zone"]) % len(ZONES)]}
    # A token must expire in the future.
    if isinstance(body.get("expires_at"), str):
        body = {**body, "expires_at": "2099-01-01T00:00:00Z"}
    # A password must not be one of the first to be guessed.
    for field in ["password", "new_password"]:
        password = body.get(field)
        if isinstance(password, str) and 8 <= len(password) <= 128:
            body = {**body, field: "correct horse battery"}
    return body
