"""A coach's word on paper is no rating yet, and a sub-project knows who leads it"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sub_project_leaders',
    sa.Column('sub_project_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_sub_project_leaders_staff_id')),
    sa.ForeignKeyConstraint(['sub_project_id'], ['sub_projects.id'], name=op.f('fk_sub_project_leaders_sub_project_id')),
    sa.PrimaryKeyConstraint('sub_project_id', 'staff_id', name=op.f('pk_sub_project_leaders'))
    )
    # Every leader could change every plan: so it stays until an administrator says otherwise.
    op.execute(
        "INSERT INTO sub_project_leaders (sub_project_id, staff_id)"
        " SELECT sub_projects.id, staff.id FROM sub_projects CROSS JOIN staff"
        " WHERE staff.role = 'leader'"
    )
    # Counted as done without a single figure: from now on it waits for them.
    op.execute(
        "UPDATE occasions SET status = 'without-figures', settled_at = NULL"
        " WHERE reason IN ('paper', 'together') AND rating_id IS NULL"
        " AND status IN ('done', 'late-done')"
    )


def downgrade() -> None:
    op.execute(
        "UPDATE occasions SET status = 'done', settled_at = closes_at"
        " WHERE status = 'without-figures'"
    )
    op.drop_table('sub_project_leaders')
