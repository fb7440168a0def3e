"""A participant's sessions end: an epoch for each account, and those signed out one by one"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ended_sessions',
    sa.Column('name', sa.String(length=32), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_ended_sessions'))
    )
    op.create_index(op.f('ix_ended_sessions_until'), 'ended_sessions', ['until'])
    # Cookies of earlier versions name no epoch: theirs is 0.
    op.add_column('channel_accounts', sa.Column('session_epoch', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    with op.batch_alter_table('channel_accounts', schema=None) as batch_op:
        batch_op.drop_column('session_epoch')
    op.drop_table('ended_sessions')
