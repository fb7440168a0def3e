"""The shared plan, the coach's own notes, and how the coach sees somebody's way to work"""

import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'steps',
        sa.Column('doer', sa.String(length=20), nullable=False, server_default='participant'),
    )
    op.add_column('steps', sa.Column('until', sa.Date(), nullable=True))
    op.create_table(
        'goals',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.Column('instrument', sa.String(length=40), nullable=False),
        sa.Column('item', sa.String(length=40), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('by_staff', sa.Integer(), nullable=True),
        sa.Column('worded_at', sa.DateTime(timezone=True), nullable=False),
        _theirs('goals'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_goals')),
    )
    op.create_table(
        'earlier_steps',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.Column('step_id', sa.Integer(), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('doer', sa.String(length=20), nullable=False),
        sa.Column('until', sa.Date(), nullable=True),
        sa.Column('by_staff', sa.Integer(), nullable=True),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        _theirs('earlier_steps'),
        sa.ForeignKeyConstraint(
            ['step_id'], ['steps.id'], name=op.f('fk_earlier_steps_step_id_steps')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_earlier_steps')),
    )
    op.create_index(op.f('ix_earlier_steps_step_id'), 'earlier_steps', ['step_id'])
    op.create_table(
        'coach_notes',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.Column('staff_id', sa.Integer(), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('replaces', sa.Integer(), nullable=True),
        sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('withdrawn_by', sa.Integer(), nullable=True),
        _theirs('coach_notes'),
        sa.ForeignKeyConstraint(
            ['staff_id'], ['staff.id'], name=op.f('fk_coach_notes_staff_id_staff')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_coach_notes')),
    )
    op.create_table(
        'coach_views',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.Column('rating_id', sa.Integer(), nullable=True),
        sa.Column('staff_id', sa.Integer(), nullable=False),
        sa.Column('version', sa.SmallInteger(), nullable=False),
        sa.Column('belief', sa.SmallInteger(), nullable=True),
        sa.Column('purpose', sa.SmallInteger(), nullable=True),
        sa.Column('areas', sa.JSON(), nullable=True),
        sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
        _theirs('coach_views'),
        sa.ForeignKeyConstraint(
            ['rating_id'], ['ratings.id'], name=op.f('fk_coach_views_rating_id_ratings')
        ),
        sa.ForeignKeyConstraint(
            ['staff_id'], ['staff.id'], name=op.f('fk_coach_views_staff_id_staff')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_coach_views')),
    )
    op.create_index(op.f('ix_coach_views_rating_id'), 'coach_views', ['rating_id'])
    for table in ('goals', 'earlier_steps', 'coach_notes', 'coach_views'):
        op.create_index(op.f(f'ix_{table}_participant_id'), table, ['participant_id'])


def _theirs(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ['participant_id'],
        ['participants.id'],
        name=op.f(f'fk_{table}_participant_id_participants'),
    )


def downgrade() -> None:
    for table in ('coach_views', 'coach_notes', 'earlier_steps', 'goals'):
        op.drop_table(table)
    op.drop_column('steps', 'until')
    op.drop_column('steps', 'doer')
