"""Leaders see the figures of the sub-projects that they are named for"""

from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Every leader saw the figures of all: who is named for none is named for all that there are,
    # until an administrator says otherwise; who was named for some keeps these.
    op.execute(
        "INSERT INTO sub_project_leaders (sub_project_id, staff_id)"
        " SELECT sub_projects.id, staff.id FROM sub_projects CROSS JOIN staff"
        " WHERE staff.is_here AND (staff.role = 'leader' OR staff.also LIKE '% leader %')"
        " AND NOT EXISTS (SELECT 1 FROM sub_project_leaders AS known WHERE known.staff_id = staff.id)"
    )


def downgrade() -> None:
    # An earlier program knows neither word: whoever is nothing else reads translations, as the
    # least of all.
    op.execute("UPDATE staff SET also = replace(replace(also, ' evaluator ', ' '), ' helper ', ' ')")
    op.execute("UPDATE staff SET role = 'translator' WHERE role IN ('evaluator', 'helper')")
