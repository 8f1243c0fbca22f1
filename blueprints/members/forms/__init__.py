"""What may be typed at the gate. What is right is the rules' to say."""

from blueprints.core.forms import Form
from blueprints.members.forms.admissions import AdmissionForm, MembershipForm
from blueprints.members.forms.corrections import CorrectionWishForm, ReplyForm
from blueprints.members.forms.entry import CodeForm, JoinForm, PreferencesForm, SignInForm
from blueprints.members.forms.founding import FoundForm, OrganisationForm, PlaceForm, PlacesListForm
from blueprints.members.forms.households import (
    HouseholdForm,
    InvitationForm,
    LookupForm,
    OutcomeForm,
)
from blueprints.members.forms.imports import ImportForm
from blueprints.members.forms.mandates import MandateForm, NewcomerForm
from blueprints.members.forms.own import ClosingForm, CorrectionForm
from blueprints.members.forms.passkeys import PasskeyForm
from blueprints.members.forms.pins import ChangePinForm, ChoosePinForm, NewPinForm, PinAgainForm
from blueprints.members.forms.register import wanted_from
from blueprints.members.forms.roles import OfferForm
from blueprints.members.forms.switching import SwitchForm
from blueprints.members.forms.vouchers import VoucherForm, VouchersForm

__all__ = [
    "AdmissionForm",
    "ChangePinForm",
    "ChoosePinForm",
    "ClosingForm",
    "CodeForm",
    "CorrectionForm",
    "CorrectionWishForm",
    "Form",
    "FoundForm",
    "HouseholdForm",
    "ImportForm",
    "InvitationForm",
    "JoinForm",
    "LookupForm",
    "MandateForm",
    "MembershipForm",
    "NewPinForm",
    "NewcomerForm",
    "OfferForm",
    "OrganisationForm",
    "OutcomeForm",
    "PasskeyForm",
    "PinAgainForm",
    "PlaceForm",
    "PlacesListForm",
    "PreferencesForm",
    "ReplyForm",
    "SignInForm",
    "SwitchForm",
    "VoucherForm",
    "VouchersForm",
    "wanted_from",
]
