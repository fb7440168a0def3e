"""Texts spoken aloud by people, and who wants to be offered them first"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'clips',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('language', sa.String(length=10), nullable=False),
        sa.Column('source', sa.String(length=16), nullable=False),
        sa.Column('spoken', sa.String(length=16), nullable=False),
        sa.Column('digest', sa.String(length=32), nullable=False),
        sa.Column('ogg', sa.LargeBinary(), nullable=False),
        sa.Column('mp4', sa.LargeBinary(), nullable=False),
        sa.Column('staff_id', sa.Integer(), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_clips_staff_id_staff')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_clips')),
    )
    op.create_index('ix_clips_digest', 'clips', ['digest'])
    op.create_index('ix_clips_spoken', 'clips', ['language', 'spoken'])
    op.add_column(
        'participants',
        sa.Column('heard_first', sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column('participants', 'heard_first')
    op.drop_index('ix_clips_spoken', table_name='clips')
    op.drop_index('ix_clips_digest', table_name='clips')
    op.drop_table('clips')
