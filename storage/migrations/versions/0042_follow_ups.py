"""How it goes some months after the exit to work or studies"""

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'follow_ups',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.Column('months', sa.SmallInteger(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('still', sa.Boolean(), nullable=True),
        sa.Column('how', sa.String(length=20), nullable=True),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('declined_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['participant_id'],
            ['participants.id'],
            name=op.f('fk_follow_ups_participant_id_participants'),
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_ups')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_follow_ups_participant_id'), 'follow_ups', ['participant_id'])


def downgrade() -> None:
    op.drop_table('follow_ups')
