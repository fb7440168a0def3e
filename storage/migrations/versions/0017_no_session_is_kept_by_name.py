"""No session goes on by its name when the others end"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column('channel_accounts', 'session_kept')


def downgrade() -> None:
    op.add_column('channel_accounts', sa.Column('session_kept', sa.String(length=32), nullable=True))
