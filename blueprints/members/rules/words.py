"""The words of the gate: kinds, roles, levels, and how a browser is called by people."""

from __future__ import annotations

from blueprints.core.errors import N_

LEVELS = ("county", "township", "village")

KIND_WORDS = {
    "cooperative": N_("Cooperative"),
    "government": N_("Government office"),
    "platform": N_("Platform company"),
    "social": N_("Social organisation"),
    "lender": N_("Lender"),
    "insurer": N_("Insurer"),
    "buyer": N_("Wholesale buyer"),
}
KINDS = tuple(KIND_WORDS)

ROLE_WORDS = {
    "manager": N_("Manager"),
    "treasurer": N_("Treasurer"),
    "officer": N_("Government officer"),
    "mentor": N_("Mentor"),
    "loan_officer": N_("Loan officer"),
    "claims_officer": N_("Claims officer"),
    "platform_staff": N_("Platform staff"),
    "representative": N_("Villager representative"),
}
ROLES = tuple(ROLE_WORDS)
LEADERS = ("manager", "treasurer")

PROOFS = ("code", "voucher", "passkey")
PURPOSES = ("join", "device", "pin")
# What showed that somebody may change a PIN: “by …”.
PIN_PROOF_WORDS = {
    "code": N_("a code to your phone"),
    "voucher": N_("a leader's voucher"),
    "pin": N_("the PIN before it"),
}
PIN_PROOFS = tuple(PIN_PROOF_WORDS)
CHALLENGES = ("new", "in")
OUTCOMES = ("open", "wrong")

_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
# The first that fits: nearly every browser also says it is Chrome, and Chrome that it is Safari.
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("HuaweiBrowser", "Huawei"),
    ("MiuiBrowser", "Mi"),
    ("HeyTapBrowser", "OPPO"),
    ("VivoBrowser", "vivo"),
    ("UCBrowser", "UC"),
    ("MQQBrowser", "QQ"),
    ("SamsungBrowser", "Samsung"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def browser_label(user_agent: str) -> str:
    """`Android · Chrome`: enough to know one's own phone again; empty when nothing is known."""
    found = (_first(_SYSTEMS, user_agent), _first(_BROWSERS, user_agent))
    return " · ".join(word for word in found if word)


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((word for mark, word in known if mark in user_agent), "")
