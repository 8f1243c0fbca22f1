"""Decisions: proposals, rolls and envelopes, ballots, outcomes, and what they switched on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table('decisions_proposal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('proposed_by', sa.Uuid(), nullable=False),
    sa.Column('proposed_at', MOMENT, nullable=False),
    sa.Column('title', sa.String(120), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('template', sa.String(20), nullable=False),
    sa.Column('method', sa.String(10), nullable=False),
    sa.Column('threshold', sa.String(10), nullable=False),
    sa.Column('ballot', sa.String(10), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=True),
    sa.Column('closes_at', MOMENT, nullable=False),
    sa.Column('terms', sa.JSON(), nullable=False),
    sa.CheckConstraint("ballot IN ('open', 'secret')", name=op.f('ck_decisions_proposal_ballot')),
    sa.CheckConstraint("method IN ('yes_no', 'one', 'several', 'ranking')", name=op.f('ck_decisions_proposal_method')),
    sa.CheckConstraint("threshold IN ('ordinary', 'charter')", name=op.f('ck_decisions_proposal_threshold')),
    sa.CheckConstraint('length(title) BETWEEN 1 AND 120', name=op.f('ck_decisions_proposal_title')),
    sa.ForeignKeyConstraint(['organisation_id'], ['members_organisation.id'], name=op.f('fk_decisions_proposal_organisation_id_members_organisation')),
    sa.ForeignKeyConstraint(['proposed_by'], ['members_person.id'], name=op.f('fk_decisions_proposal_proposed_by_members_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions_proposal')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_proposal_key'))
    )
    op.create_index(op.f('ix_decisions_proposal_closes_at'), 'decisions_proposal', ['closes_at'])
    op.create_index('ix_decisions_proposal_organisation', 'decisions_proposal', ['organisation_id', 'id'])
    op.create_index(op.f('ix_decisions_proposal_proposed_by'), 'decisions_proposal', ['proposed_by'])
    op.create_table('decisions_rule_set',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=True),
    sa.Column('terms', sa.JSON(), nullable=False),
    sa.Column('set_by', sa.Uuid(), nullable=False),
    sa.Column('set_at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['members_organisation.id'], name=op.f('fk_decisions_rule_set_organisation_id_members_organisation')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_rule_set_proposal_id_decisions_proposal')),
    sa.ForeignKeyConstraint(['set_by'], ['members_person.id'], name=op.f('fk_decisions_rule_set_set_by_members_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions_rule_set')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_rule_set_key'))
    )
    op.create_index('ix_decisions_rule_set_newest', 'decisions_rule_set', ['organisation_id', 'id'])
    op.create_index(op.f('ix_decisions_rule_set_set_by'), 'decisions_rule_set', ['set_by'])
    op.create_table('decisions_amendment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('moved_by', sa.Uuid(), nullable=False),
    sa.Column('moved_at', MOMENT, nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=True),
    sa.Column('was', sa.JSON(), nullable=True),
    sa.Column('outcome', sa.String(10), nullable=True),
    sa.Column('answered_at', MOMENT, nullable=True),
    sa.Column('answered_by', sa.Uuid(), nullable=True),
    sa.CheckConstraint("outcome IN ('taken', 'declined')", name=op.f('ck_decisions_amendment_outcome')),
    sa.CheckConstraint('(answered_at IS NULL) = (outcome IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)', name=op.f('ck_decisions_amendment_answered')),
    sa.ForeignKeyConstraint(['answered_by'], ['members_person.id'], name=op.f('fk_decisions_amendment_answered_by_members_person')),
    sa.ForeignKeyConstraint(['moved_by'], ['members_person.id'], name=op.f('fk_decisions_amendment_moved_by_members_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_amendment_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions_amendment')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_amendment_key'))
    )
    op.create_index(op.f('ix_decisions_amendment_answered_by'), 'decisions_amendment', ['answered_by'])
    op.create_index(op.f('ix_decisions_amendment_moved_by'), 'decisions_amendment', ['moved_by'])
    op.create_index('ix_decisions_amendment_proposal', 'decisions_amendment', ['proposal_id', 'id'])
    op.create_table('decisions_ballot',
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('commitment', sa.String(64), nullable=False),
    sa.Column('number', sa.String(32), nullable=False),
    sa.Column('choice', sa.String(600), nullable=False),
    sa.Column('nonce', sa.String(64), nullable=False),
    sa.Column('link', sa.String(64), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['members_person.id'], name=op.f('fk_decisions_ballot_person_id_members_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_ballot_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('proposal_id', 'commitment', name=op.f('pk_decisions_ballot'))
    )
    op.create_index(op.f('ix_decisions_ballot_person_id'), 'decisions_ballot', ['person_id'])
    op.create_table('decisions_comment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['members_person.id'], name=op.f('fk_decisions_comment_person_id_members_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_comment_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions_comment')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_comment_key'))
    )
    op.create_index(op.f('ix_decisions_comment_person_id'), 'decisions_comment', ['person_id'])
    op.create_index('ix_decisions_comment_proposal', 'decisions_comment', ['proposal_id', 'id'])
    op.create_table('decisions_effect',
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(40), nullable=False),
    sa.Column('subject', sa.String(120), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('applied_at', MOMENT, nullable=True),
    sa.Column('waits', sa.String(300), nullable=True),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_effect_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('proposal_id', name=op.f('pk_decisions_effect'))
    )
    op.create_index('ix_decisions_effect_due', 'decisions_effect', ['applied_at', 'due_on'])
    op.create_index('ix_decisions_effect_subject', 'decisions_effect', ['name', 'subject', 'applied_at'])
    op.create_table('decisions_minutes',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('written_by', sa.Uuid(), nullable=True),
    sa.Column('written_at', MOMENT, nullable=False),
    sa.CheckConstraint('(number = 1) = (written_by IS NULL)', name=op.f('ck_decisions_minutes_written')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_minutes_proposal_id_decisions_proposal')),
    sa.ForeignKeyConstraint(['written_by'], ['members_person.id'], name=op.f('fk_decisions_minutes_written_by_members_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions_minutes')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_minutes_key')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_decisions_minutes_proposal_id_number'))
    )
    op.create_index(op.f('ix_decisions_minutes_written_by'), 'decisions_minutes', ['written_by'])
    op.create_table('decisions_nameless',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_nameless_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions_nameless'))
    )
    op.create_index(op.f('ix_decisions_nameless_proposal_id'), 'decisions_nameless', ['proposal_id'])
    op.create_table('decisions_nameless_turn',
    sa.Column('token', sa.String(64), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('used', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_nameless_turn_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('token', name=op.f('pk_decisions_nameless_turn'))
    )
    op.create_index(op.f('ix_decisions_nameless_turn_proposal_id'), 'decisions_nameless_turn', ['proposal_id'])
    op.create_table('decisions_opening',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('opened_by', sa.Uuid(), nullable=False),
    sa.Column('opened_at', MOMENT, nullable=False),
    sa.Column('closes_at', MOMENT, nullable=False),
    sa.Column('roll', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(64), nullable=False),
    sa.Column('lock', sa.String(64), nullable=False),
    sa.ForeignKeyConstraint(['opened_by'], ['members_person.id'], name=op.f('fk_decisions_opening_opened_by_members_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_opening_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions_opening')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_opening_key')),
    sa.UniqueConstraint('proposal_id', 'round', name=op.f('uq_decisions_opening_proposal_id_round'))
    )
    op.create_index(op.f('ix_decisions_opening_opened_by'), 'decisions_opening', ['opened_by'])
    op.create_table('decisions_option',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(120), nullable=False),
    sa.Column('candidate_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['candidate_id'], ['members_person.id'], name=op.f('fk_decisions_option_candidate_id_members_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_option_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions_option')),
    sa.UniqueConstraint('proposal_id', 'place', name=op.f('uq_decisions_option_proposal_id_place'))
    )
    op.create_index(op.f('ix_decisions_option_candidate_id'), 'decisions_option', ['candidate_id'])
    op.create_table('decisions_outcome',
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.String(10), nullable=False),
    sa.Column('roll', sa.Integer(), nullable=False),
    sa.Column('present', sa.Integer(), nullable=False),
    sa.Column('on_paper', sa.Integer(), nullable=False),
    sa.Column('quorum', sa.Integer(), nullable=False),
    sa.Column('needed', sa.Integer(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('rounds', sa.JSON(), nullable=False),
    sa.Column('winners', sa.JSON(), nullable=False),
    sa.Column('head', sa.String(64), nullable=False),
    sa.Column('counted_at', MOMENT, nullable=False),
    sa.CheckConstraint("state IN ('passed', 'failed', 'tied', 'no_quorum')", name=op.f('ck_decisions_outcome_state')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_outcome_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('proposal_id', name=op.f('pk_decisions_outcome'))
    )
    op.create_table('decisions_paper_entry',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('entered_by', sa.Uuid(), nullable=False),
    sa.Column('entered_at', MOMENT, nullable=False),
    sa.Column('tally', sa.JSON(), nullable=False),
    sa.Column('people', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['entered_by'], ['members_person.id'], name=op.f('fk_decisions_paper_entry_entered_by_members_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_paper_entry_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions_paper_entry')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_paper_entry_key'))
    )
    op.create_index(op.f('ix_decisions_paper_entry_entered_by'), 'decisions_paper_entry', ['entered_by'])
    op.create_index('ix_decisions_paper_entry_newest', 'decisions_paper_entry', ['proposal_id', 'entered_by', 'id'])
    op.create_table('decisions_refused',
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(40), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_refused_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('proposal_id', 'code', name=op.f('pk_decisions_refused'))
    )
    op.create_table('decisions_reminder',
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_reminder_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('proposal_id', name=op.f('pk_decisions_reminder'))
    )
    op.create_table('decisions_scrutineer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('named_by', sa.Uuid(), nullable=False),
    sa.Column('since', MOMENT, nullable=False),
    sa.Column('until', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['named_by'], ['members_person.id'], name=op.f('fk_decisions_scrutineer_named_by_members_person')),
    sa.ForeignKeyConstraint(['person_id'], ['members_person.id'], name=op.f('fk_decisions_scrutineer_person_id_members_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_scrutineer_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions_scrutineer')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_scrutineer_key'))
    )
    op.create_index(op.f('ix_decisions_scrutineer_named_by'), 'decisions_scrutineer', ['named_by'])
    op.create_index(op.f('ix_decisions_scrutineer_person_id'), 'decisions_scrutineer', ['person_id'])
    op.create_index('uq_decisions_scrutineer_now', 'decisions_scrutineer', ['proposal_id', 'person_id'], unique=True, sqlite_where=sa.text('until IS NULL'), postgresql_where=sa.text('until IS NULL'))
    op.create_table('decisions_second',
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['members_person.id'], name=op.f('fk_decisions_second_person_id_members_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_second_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('proposal_id', 'person_id', name=op.f('pk_decisions_second')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_second_key'))
    )
    op.create_index(op.f('ix_decisions_second_person_id'), 'decisions_second', ['person_id'])
    op.create_table('decisions_voter',
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('voted', sa.Boolean(), nullable=False),
    sa.Column('on_paper', sa.Boolean(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['members_person.id'], name=op.f('fk_decisions_voter_person_id_members_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_voter_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('proposal_id', 'person_id', name=op.f('pk_decisions_voter'))
    )
    op.create_index(op.f('ix_decisions_voter_person_id'), 'decisions_voter', ['person_id'])
    op.create_table('decisions_withdrawal',
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('withdrawn_by', sa.Uuid(), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_withdrawal_proposal_id_decisions_proposal')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['members_person.id'], name=op.f('fk_decisions_withdrawal_withdrawn_by_members_person')),
    sa.PrimaryKeyConstraint('proposal_id', name=op.f('pk_decisions_withdrawal')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_withdrawal_key'))
    )
    op.create_index(op.f('ix_decisions_withdrawal_withdrawn_by'), 'decisions_withdrawal', ['withdrawn_by'])
    op.create_table('decisions_written_rule',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(10), nullable=False),
    sa.Column('title', sa.String(120), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('since', MOMENT, nullable=False),
    sa.Column('ended_at', MOMENT, nullable=True),
    sa.Column('ended_by', sa.Uuid(), nullable=True),
    sa.CheckConstraint("kind IN ('quality', 'charter')", name=op.f('ck_decisions_written_rule_kind')),
    sa.CheckConstraint('(ended_at IS NULL) = (ended_by IS NULL)', name=op.f('ck_decisions_written_rule_ended')),
    sa.ForeignKeyConstraint(['ended_by'], ['decisions_proposal.id'], name=op.f('fk_decisions_written_rule_ended_by_decisions_proposal')),
    sa.ForeignKeyConstraint(['organisation_id'], ['members_organisation.id'], name=op.f('fk_decisions_written_rule_organisation_id_members_organisation')),
    sa.ForeignKeyConstraint(['proposal_id'], ['decisions_proposal.id'], name=op.f('fk_decisions_written_rule_proposal_id_decisions_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions_written_rule')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_decisions_written_rule_proposal_id'))
    )
    op.create_index('ix_decisions_written_rule_organisation', 'decisions_written_rule', ['organisation_id', 'id'])
    op.create_table('decisions_amendment_second',
    sa.Column('amendment_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['amendment_id'], ['decisions_amendment.id'], name=op.f('fk_decisions_amendment_second_amendment_id_decisions_amendment')),
    sa.ForeignKeyConstraint(['person_id'], ['members_person.id'], name=op.f('fk_decisions_amendment_second_person_id_members_person')),
    sa.PrimaryKeyConstraint('amendment_id', 'person_id', name=op.f('pk_decisions_amendment_second')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_amendment_second_key'))
    )
    op.create_index(op.f('ix_decisions_amendment_second_person_id'), 'decisions_amendment_second', ['person_id'])
    op.create_table('decisions_signature',
    sa.Column('minutes_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['minutes_id'], ['decisions_minutes.id'], name=op.f('fk_decisions_signature_minutes_id_decisions_minutes')),
    sa.ForeignKeyConstraint(['person_id'], ['members_person.id'], name=op.f('fk_decisions_signature_person_id_members_person')),
    sa.PrimaryKeyConstraint('minutes_id', 'person_id', name=op.f('pk_decisions_signature')),
    sa.UniqueConstraint('key', name=op.f('uq_decisions_signature_key'))
    )
    op.create_index(op.f('ix_decisions_signature_person_id'), 'decisions_signature', ['person_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_decisions_signature_person_id'), table_name='decisions_signature')
    op.drop_table('decisions_signature')
    op.drop_index(op.f('ix_decisions_amendment_second_person_id'), table_name='decisions_amendment_second')
    op.drop_table('decisions_amendment_second')
    op.drop_index('ix_decisions_written_rule_organisation', table_name='decisions_written_rule')
    op.drop_table('decisions_written_rule')
    op.drop_index(op.f('ix_decisions_withdrawal_withdrawn_by'), table_name='decisions_withdrawal')
    op.drop_table('decisions_withdrawal')
    op.drop_index(op.f('ix_decisions_voter_person_id'), table_name='decisions_voter')
    op.drop_table('decisions_voter')
    op.drop_index(op.f('ix_decisions_second_person_id'), table_name='decisions_second')
    op.drop_table('decisions_second')
    op.drop_index('uq_decisions_scrutineer_now', table_name='decisions_scrutineer', sqlite_where=sa.text('until IS NULL'), postgresql_where=sa.text('until IS NULL'))
    op.drop_index(op.f('ix_decisions_scrutineer_person_id'), table_name='decisions_scrutineer')
    op.drop_index(op.f('ix_decisions_scrutineer_named_by'), table_name='decisions_scrutineer')
    op.drop_table('decisions_scrutineer')
    op.drop_table('decisions_reminder')
    op.drop_table('decisions_refused')
    op.drop_index('ix_decisions_paper_entry_newest', table_name='decisions_paper_entry')
    op.drop_index(op.f('ix_decisions_paper_entry_entered_by'), table_name='decisions_paper_entry')
    op.drop_table('decisions_paper_entry')
    op.drop_table('decisions_outcome')
    op.drop_index(op.f('ix_decisions_option_candidate_id'), table_name='decisions_option')
    op.drop_table('decisions_option')
    op.drop_index(op.f('ix_decisions_opening_opened_by'), table_name='decisions_opening')
    op.drop_table('decisions_opening')
    op.drop_index(op.f('ix_decisions_nameless_turn_proposal_id'), table_name='decisions_nameless_turn')
    op.drop_table('decisions_nameless_turn')
    op.drop_index(op.f('ix_decisions_nameless_proposal_id'), table_name='decisions_nameless')
    op.drop_table('decisions_nameless')
    op.drop_index(op.f('ix_decisions_minutes_written_by'), table_name='decisions_minutes')
    op.drop_table('decisions_minutes')
    op.drop_index('ix_decisions_effect_subject', table_name='decisions_effect')
    op.drop_index('ix_decisions_effect_due', table_name='decisions_effect')
    op.drop_table('decisions_effect')
    op.drop_index('ix_decisions_comment_proposal', table_name='decisions_comment')
    op.drop_index(op.f('ix_decisions_comment_person_id'), table_name='decisions_comment')
    op.drop_table('decisions_comment')
    op.drop_index(op.f('ix_decisions_ballot_person_id'), table_name='decisions_ballot')
    op.drop_table('decisions_ballot')
    op.drop_index('ix_decisions_amendment_proposal', table_name='decisions_amendment')
    op.drop_index(op.f('ix_decisions_amendment_moved_by'), table_name='decisions_amendment')
    op.drop_index(op.f('ix_decisions_amendment_answered_by'), table_name='decisions_amendment')
    op.drop_table('decisions_amendment')
    op.drop_index(op.f('ix_decisions_rule_set_set_by'), table_name='decisions_rule_set')
    op.drop_index('ix_decisions_rule_set_newest', table_name='decisions_rule_set')
    op.drop_table('decisions_rule_set')
    op.drop_index(op.f('ix_decisions_proposal_proposed_by'), table_name='decisions_proposal')
    op.drop_index('ix_decisions_proposal_organisation', table_name='decisions_proposal')
    op.drop_index(op.f('ix_decisions_proposal_closes_at'), table_name='decisions_proposal')
    op.drop_table('decisions_proposal')
