"""A participant knows which form has added them"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('participants', sa.Column('form_id', sa.String(length=80), nullable=True))
    op.create_index(op.f('ix_participants_form_id'), 'participants', ['form_id'], unique=True)


def downgrade() -> None:
    op.drop_index(op.f('ix_participants_form_id'), table_name='participants')
    op.drop_column('participants', 'form_id')
