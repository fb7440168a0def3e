"""The database knows which keys it was written with"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Its rows are made afterwards (``storage.keys``): a migration has no keys in hand.
    op.create_table('key_sentinels',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_sentinels'))
    )


def downgrade() -> None:
    op.drop_table('key_sentinels')
