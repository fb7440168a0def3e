"""A coach's step is corrected or withdrawn, by whom and when; when somebody has erased all"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('steps', sa.Column('comment_by', sa.Integer(), nullable=True))
    op.add_column(
        'steps',
        sa.Column('comment_changed', sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column('steps', sa.Column('words_by', sa.Integer(), nullable=True))
    op.add_column('steps', sa.Column('corrected_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('steps', sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('participants', sa.Column('erased_on', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('participants', 'erased_on')
    op.drop_column('steps', 'withdrawn_at')
    op.drop_column('steps', 'corrected_at')
    op.drop_column('steps', 'words_by')
    op.drop_column('steps', 'comment_changed')
    op.drop_column('steps', 'comment_by')
