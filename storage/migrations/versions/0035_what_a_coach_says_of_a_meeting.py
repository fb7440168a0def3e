"""What a coach says of a meeting, to be heard"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'meeting_sounds',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('revision', sa.SmallInteger(), nullable=False),
        sa.Column('told', sa.String(length=20), nullable=False),
        sa.Column('number', sa.SmallInteger(), nullable=False),
        sa.Column('ogg', sa.LargeBinary(), nullable=True),
        sa.Column('mp4', sa.LargeBinary(), nullable=True),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['participant_id'],
            ['participants.id'],
            name=op.f('fk_meeting_sounds_participant_id_participants'),
        ),
        sa.ForeignKeyConstraint(
            ['meeting_id'], ['meetings.id'], name=op.f('fk_meeting_sounds_meeting_id_meetings')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_sounds')),
        sa.UniqueConstraint(
            'meeting_id', 'told', 'number', name=op.f('uq_meeting_sounds_meeting_id')
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f('ix_meeting_sounds_participant_id'), 'meeting_sounds', ['participant_id']
    )


def downgrade() -> None:
    op.drop_table('meeting_sounds')
