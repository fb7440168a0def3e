"""Who has entered a rating that was made on paper, when, and who was there"""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('ratings', sa.Column('company', sa.String(length=20), nullable=True))
    op.add_column('ratings', sa.Column('entered_by', sa.Integer(), nullable=True))
    op.add_column(
        'ratings', sa.Column('entered_at', sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column('ratings', 'entered_at')
    op.drop_column('ratings', 'entered_by')
    op.drop_column('ratings', 'company')
