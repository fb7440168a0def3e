"""What a coach has said of what needs them, their calls, and digests as they left"""

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None

_LOOKED = """
INSERT INTO need_marks (participant_id, kind, marked_at, done_until)
SELECT participants.id, '{kind}', MAX(audit_log.at), MAX(audit_log.at)
FROM participants JOIN audit_log
  ON audit_log.participant_id = participants.id AND audit_log.staff_id = participants.coach_id
WHERE audit_log.action = 'opened participant' AND audit_log.allowed AND participants.status <> 'erased'
GROUP BY participants.id
"""


def upgrade() -> None:
    op.add_column(
        'channel_accounts', sa.Column('blocked_at', sa.DateTime(timezone=True), nullable=True)
    )
    op.create_table(
        'need_marks',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('marked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=True),
        sa.Column('done_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('hidden_until', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['participant_id'],
            ['participants.id'],
            name=op.f('fk_need_marks_participant_id_participants'),
        ),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_need_marks_by_id_staff')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_need_marks')),
        sa.UniqueConstraint('participant_id', 'kind', name=op.f('uq_need_marks_participant_id')),
        sqlite_autoincrement=True,
    )
    for kind in ('wrote', 'fell', 'new-rating'):  # what a look has ended until now stays ended
        op.execute(_LOOKED.format(kind=kind))
    op.create_table(
        'calls',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('outcome', sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ['participant_id'],
            ['participants.id'],
            name=op.f('fk_calls_participant_id_participants'),
        ),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_calls_by_id_staff')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_calls')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_calls_participant_id'), 'calls', ['participant_id'])
    op.create_table(
        'digest_lines',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('staff_id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=True),
        sa.Column('left_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('heading', sa.String(length=200), nullable=False),
        sa.Column('who', sa.LargeBinary(), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ['participant_id'],
            ['participants.id'],
            name=op.f('fk_digest_lines_participant_id_participants'),
        ),
        sa.ForeignKeyConstraint(
            ['staff_id'], ['staff.id'], name=op.f('fk_digest_lines_staff_id_staff')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_digest_lines')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_digest_lines_participant_id'), 'digest_lines', ['participant_id'])
    op.create_index(op.f('ix_digest_lines_staff_id'), 'digest_lines', ['staff_id'])


def downgrade() -> None:
    op.drop_table('digest_lines')
    op.drop_table('calls')
    op.drop_table('need_marks')
    op.drop_column('channel_accounts', 'blocked_at')
