"""How each answer was given, and what came of the practice before a rating"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('answers', sa.Column('mode', sa.String(length=20), nullable=True))
    op.add_column(
        'answers', sa.Column('presses', sa.SmallInteger(), nullable=False, server_default='1')
    )
    op.add_column('ratings', sa.Column('practice', sa.String(length=20), nullable=True))


def downgrade() -> None:
    op.drop_column('ratings', 'practice')
    op.drop_column('answers', 'presses')
    op.drop_column('answers', 'mode')
