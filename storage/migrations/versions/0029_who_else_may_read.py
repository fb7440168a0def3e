"""Who else may read: by agreement, as a substitute, and after a hand-over"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'agreements',
        sa.Column('names_others', sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column('staff', sa.Column('digested_before', sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        'coach_requests',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('from_id', sa.Integer(), nullable=False),
        sa.Column('to_id', sa.Integer(), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=False),
        sa.Column('everybody', sa.Boolean(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['by_id'], ['staff.id'], name=op.f('fk_coach_requests_by_id')
        ),
        sa.ForeignKeyConstraint(
            ['from_id'], ['staff.id'], name=op.f('fk_coach_requests_from_id')
        ),
        sa.ForeignKeyConstraint(
            ['to_id'], ['staff.id'], name=op.f('fk_coach_requests_to_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_coach_requests')),
    )
    op.create_index('ix_coach_requests_from_id', 'coach_requests', ['from_id'])
    op.create_index('ix_coach_requests_to_id', 'coach_requests', ['to_id'])
    op.create_table(
        'requested_participants',
        sa.Column('request_id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['participant_id'],
            ['participants.id'],
            name=op.f('fk_requested_participants_participant_id'),
        ),
        sa.ForeignKeyConstraint(
            ['request_id'],
            ['coach_requests.id'],
            name=op.f('fk_requested_participants_request_id'),
        ),
        sa.PrimaryKeyConstraint(
            'request_id', 'participant_id', name=op.f('pk_requested_participants')
        ),
    )
    op.create_index(
        'ix_requested_participants_participant_id', 'requested_participants', ['participant_id']
    )
    op.create_table(
        'coach_changes',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.Column('from_id', sa.Integer(), nullable=False),
        sa.Column('to_id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['from_id'], ['staff.id'], name=op.f('fk_coach_changes_from_id')
        ),
        sa.ForeignKeyConstraint(
            ['participant_id'],
            ['participants.id'],
            name=op.f('fk_coach_changes_participant_id'),
        ),
        sa.ForeignKeyConstraint(['to_id'], ['staff.id'], name=op.f('fk_coach_changes_to_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_coach_changes')),
    )
    op.create_index('ix_coach_changes_participant_id', 'coach_changes', ['participant_id'])


def downgrade() -> None:
    op.drop_table('coach_changes')
    op.drop_table('requested_participants')
    op.drop_table('coach_requests')
    op.drop_column('staff', 'digested_before')
    op.drop_column('agreements', 'names_others')
