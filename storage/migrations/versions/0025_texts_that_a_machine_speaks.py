"""Texts that a machine speaks, as drafts"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'clips', sa.Column('machine', sa.String(length=20), nullable=False, server_default='')
    )


def downgrade() -> None:
    op.execute("DELETE FROM clips WHERE machine <> ''")
    op.drop_column('clips', 'machine')
