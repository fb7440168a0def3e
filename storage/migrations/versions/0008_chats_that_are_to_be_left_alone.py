"""Chats that Telegram has told us to leave alone for a while"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('chat_holds',
    sa.Column('address_digest', sa.String(length=64), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('address_digest', name=op.f('pk_chat_holds'))
    )


def downgrade() -> None:
    # What is in hand meanwhile has a word of its own, which earlier versions do not know.
    op.execute("UPDATE outbox SET status = 'uncertain', payload = NULL WHERE status = 'sending'")
    op.drop_table('chat_holds')
