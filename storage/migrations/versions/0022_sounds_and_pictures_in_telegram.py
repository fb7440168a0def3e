"""Sounds and pictures in Telegram: what it calls them, and which message carries words below one"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'sent_files',
        sa.Column('bot_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('digest', sa.String(length=32), nullable=False),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('file_id', sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint('bot_id', 'digest', 'kind', name=op.f('pk_sent_files')),
    )
    op.add_column(
        'channel_accounts',
        sa.Column('shown_captioned', sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column('channel_accounts', 'shown_captioned')
    op.drop_table('sent_files')
