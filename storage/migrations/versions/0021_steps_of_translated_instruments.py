"""The steps of a translated instrument, as the organisation notes them"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'noted_steps',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('instrument', sa.String(length=40), nullable=False),
        sa.Column('step', sa.String(length=20), nullable=False),
        sa.Column('texts', sa.String(length=16), nullable=False),
        sa.Column('wordings', sa.JSON(), nullable=False),
        sa.Column('by', sa.LargeBinary(), nullable=False),
        sa.Column('done_on', sa.Date(), nullable=False),
        sa.Column('persons', sa.SmallInteger(), nullable=True),
        sa.Column('note', sa.LargeBinary(), nullable=False),
        sa.Column('taken_back', sa.Boolean(), nullable=False),
        sa.Column('staff_id', sa.Integer(), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_noted_steps_staff_id_staff')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_noted_steps')),
    )
    op.create_index('ix_noted_steps_language', 'noted_steps', ['language', 'id'])


def downgrade() -> None:
    op.drop_index('ix_noted_steps_language', table_name='noted_steps')
    op.drop_table('noted_steps')
