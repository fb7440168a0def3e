"""Words for the coach know which messages they came in"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('coach_words', sa.Column('messages', sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column('coach_words', 'messages')
