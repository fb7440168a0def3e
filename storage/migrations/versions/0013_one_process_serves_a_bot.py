"""One process at a time serves a bot"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bot_leases',
    sa.Column('bot_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('holder', sa.String(length=32), nullable=True),
    sa.Column('renewals', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('bot_id', name=op.f('pk_bot_leases'))
    )


def downgrade() -> None:
    op.drop_table('bot_leases')
