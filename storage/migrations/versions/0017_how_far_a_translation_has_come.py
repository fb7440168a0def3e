"""How far a translation had come stands beside each answer, and what reviewers have said of texts"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('answers', sa.Column('translation', sa.String(length=20), nullable=True))
    op.create_table(
        'text_reviews',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('source', sa.String(length=16), nullable=False),
        sa.Column('said', sa.JSON(), nullable=False),
        sa.Column('back', sa.Text(), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('staff_id', sa.Integer(), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_text_reviews_staff_id_staff')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_text_reviews')),
    )
    op.create_index('ix_text_reviews_text', 'text_reviews', ['language', 'source', 'id'])


def downgrade() -> None:
    op.drop_index('ix_text_reviews_text', table_name='text_reviews')
    op.drop_table('text_reviews')
    op.drop_column('answers', 'translation')
