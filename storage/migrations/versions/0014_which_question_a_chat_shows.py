"""Which question a chat shows, and since which message"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Empty until the next question is shown: until then all words are for the open one, as before.
    op.add_column('channel_accounts', sa.Column('asked', sa.String(length=16), nullable=True))
    op.add_column('channel_accounts', sa.Column('asked_message', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('channel_accounts', 'asked_message')
    op.drop_column('channel_accounts', 'asked')
