"""A helper is asked to sit beside one rating of somebody"""

import sqlalchemy as sa
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'helper_seats',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.Column('helper_id', sa.Integer(), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=False),
        sa.Column('rating_id', sa.Integer(), nullable=True),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['participant_id'],
            ['participants.id'],
            name=op.f('fk_helper_seats_participant_id_participants'),
        ),
        sa.ForeignKeyConstraint(
            ['helper_id'], ['staff.id'], name=op.f('fk_helper_seats_helper_id_staff')
        ),
        sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_helper_seats_by_id_staff')),
        sa.ForeignKeyConstraint(
            ['rating_id'], ['ratings.id'], name=op.f('fk_helper_seats_rating_id_ratings')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_helper_seats')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_helper_seats_participant_id'), 'helper_seats', ['participant_id'])
    op.create_index(op.f('ix_helper_seats_helper_id'), 'helper_seats', ['helper_id'])


def downgrade() -> None:
    op.drop_table('helper_seats')
