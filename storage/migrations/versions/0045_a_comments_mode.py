"""Beside each comment stands who sat there when it was written"""

import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('answers', sa.Column('comment_mode', sa.String(length=20), nullable=True))
    op.execute('UPDATE answers SET comment_mode = mode WHERE comment IS NOT NULL')


def downgrade() -> None:
    op.drop_column('answers', 'comment_mode')
