"""What participants write outside of any question, and the coach's telephone number"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('coach_words',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('passed_on_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['participant_id'], ['participants.id'], name=op.f('fk_coach_words_participant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coach_words')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_coach_words_participant_id'), 'coach_words', ['participant_id'], unique=False)
    op.create_index(op.f('ix_coach_words_passed_on_at'), 'coach_words', ['passed_on_at'], unique=False)
    op.add_column('staff', sa.Column('phone', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column('staff', 'phone')
    op.drop_index(op.f('ix_coach_words_passed_on_at'), table_name='coach_words')
    op.drop_index(op.f('ix_coach_words_participant_id'), table_name='coach_words')
    op.drop_table('coach_words')
