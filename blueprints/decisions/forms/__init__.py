"""What may be typed about decisions."""

from blueprints.decisions.forms.moments import ClosingForm, MomentField
from blueprints.decisions.forms.proposals import PREFIX, ProposalForm, amendment_form_for, form_for
from blueprints.decisions.forms.talk import AmendmentForm, CorrectionForm, ReasonForm, TalkForm
from blueprints.decisions.forms.terms import TermsForm
from blueprints.decisions.forms.votes import BoothForm, PaperForm, ScrutineersForm, VoteForm

__all__ = [
    "PREFIX",
    "AmendmentForm",
    "BoothForm",
    "ClosingForm",
    "CorrectionForm",
    "MomentField",
    "PaperForm",
    "ProposalForm",
    "ReasonForm",
    "ScrutineersForm",
    "TalkForm",
    "TermsForm",
    "VoteForm",
    "amendment_form_for",
    "form_for",
]
