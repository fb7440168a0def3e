"""What is known of everybody from the day they were enrolled, and what counts them quickly"""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'participants',
        sa.Column('sex', sa.String(length=20), nullable=False, server_default='other-or-not-said'),
    )
    op.add_column('participants', sa.Column('birth_year', sa.LargeBinary(), nullable=True))
    op.add_column('participants', sa.Column('referrer', sa.String(length=20), nullable=True))
    op.add_column('participants', sa.Column('phone', sa.LargeBinary(), nullable=True))
    # Whoever was invited has been enrolled since: their occasions are made after this.
    op.execute(
        "UPDATE participants SET enrolled_at = created_at "
        "WHERE status = 'invited' AND enrolled_at IS NULL"
    )
    op.create_index(
        'ix_occasions_counted',
        'occasions',
        ['participant_id', 'kind', 'due_on', 'status', 'reason'],
    )


def downgrade() -> None:
    op.drop_index('ix_occasions_counted', 'occasions')
    op.execute("UPDATE participants SET enrolled_at = NULL WHERE status = 'invited'")
    op.drop_column('participants', 'phone')
    op.drop_column('participants', 'referrer')
    op.drop_column('participants', 'birth_year')
    op.drop_column('participants', 'sex')
