"""How far the wordings had come that answers were given to is counted from an index alone"""

from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_answers_worded', 'answers', ['rating_id', 'translation', 'value'])


def downgrade() -> None:
    op.drop_index('ix_answers_worded', 'answers')
