using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Infrar.Platform.Parts.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Builds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "images",
                table: "runs",
                type: "TEXT",
                maxLength: 40000,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.CreateTable(
                name: "builds",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    upload_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    orders = table.Column<string>(type: "TEXT", maxLength: 400000, nullable: false),
                    release_to = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    is_released = table.Column<bool>(type: "INTEGER", nullable: false),
                    images = table.Column<string>(type: "TEXT", maxLength: 400000, nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    worker = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    epoch = table.Column<int>(type: "INTEGER", nullable: false),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    cancel_at = table.Column<long>(type: "INTEGER", nullable: true),
                    log_key = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    problem_code = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    problem_title = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    problem_detail = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_builds", x => x.id);
                    table.ForeignKey(
                        name: "fk_builds_project_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "project_registries",
                columns: table => new
                {
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    user = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    credential = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    keep_days = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_registries", x => x.project_id);
                    table.ForeignKey(
                        name: "fk_project_registries_project_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "releases",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    workspace_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    build_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    returns_to = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    run_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    images = table.Column<string>(type: "TEXT", maxLength: 40000, nullable: false),
                    checks = table.Column<string>(type: "TEXT", maxLength: 40000, nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    next_check_at = table.Column<long>(type: "INTEGER", nullable: true),
                    check_until = table.Column<long>(type: "INTEGER", nullable: true),
                    last_check = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    problem_code = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    problem_title = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    problem_detail = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_releases", x => x.id);
                    table.ForeignKey(
                        name: "fk_releases_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "fk_releases_workspace_workspace_id",
                        column: x => x.workspace_id,
                        principalTable: "workspaces",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "build_transitions",
                columns: table => new
                {
                    build_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    comment = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_build_transitions", x => new { x.build_id, x.sequence });
                    table.ForeignKey(
                        name: "fk_build_transitions_builds_build_id",
                        column: x => x.build_id,
                        principalTable: "builds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_builds_project_id_id",
                table: "builds",
                columns: new[] { "project_id", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_builds_status_lease_until",
                table: "builds",
                columns: new[] { "status", "lease_until" }
            );

            migrationBuilder.CreateIndex(name: "ix_builds_upload_id", table: "builds", column: "upload_id");

            migrationBuilder.CreateIndex(
                name: "ix_releases_project_id_id",
                table: "releases",
                columns: new[] { "project_id", "id" }
            );

            migrationBuilder.CreateIndex(name: "ix_releases_run_id", table: "releases", column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ix_releases_status_next_check_at",
                table: "releases",
                columns: new[] { "status", "next_check_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_releases_workspace_id_status",
                table: "releases",
                columns: new[] { "workspace_id", "status" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "build_transitions");

            migrationBuilder.DropTable(name: "project_registries");

            migrationBuilder.DropTable(name: "releases");

            migrationBuilder.DropTable(name: "builds");

            migrationBuilder.DropColumn(name: "images", table: "runs");
        }
    }
}
