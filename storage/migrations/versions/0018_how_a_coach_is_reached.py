"""How participants reach a coach, besides by telephone"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Empty: nobody is told an address that a coach has not given for it.
    op.add_column('staff', sa.Column('contact_email', sa.LargeBinary(), nullable=True))
    op.add_column('staff', sa.Column('best_reached', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column('staff', 'best_reached')
    op.drop_column('staff', 'contact_email')
